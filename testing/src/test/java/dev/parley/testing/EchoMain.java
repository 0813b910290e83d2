package dev.parley.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Says "ready MODULE" and then each line it hears with "heard " before it, until the end of input. */
final class EchoMain {
    private EchoMain() {}

    static void main(String... args) throws IOException {
        System.out.println("ready " + EchoMain.class.getModule().getName());
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println("heard " + line);
        }
        System.err.println("the end");
        System.exit(args.length);
    }
}
