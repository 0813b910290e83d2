/** How mechanisms turn kernel calls into the library's behaviour: bytes, timeouts, errors. Not exported. */
package dev.parley.io;
