package dev.parley.cli.tour;

import dev.parley.sync.SysvSemaphores;
import java.io.IOException;
import java.nio.file.Path;

/** A System V semaphore: one sleeps until the other wakes it. */
final class SemaphoreConversation implements Conversation {
    private static final String AWAKE = "woken up";

    @Override
    public String name() {
        return "System V semaphore";
    }

    @Override
    public void hold(Partner partner, Place place, Minutes minutes) throws IOException {
        Path file = place.file("semfile");
        try (var semaphores = SysvSemaphores.create(Place.key(file), 0)) {
            try {
                hold(partner, file, semaphores, minutes);
            } finally {
                semaphores.remove();
            }
        }
    }

    private static void hold(Partner partner, Path file, SysvSemaphores semaphores, Minutes minutes)
            throws IOException {
        try (var sleeper = partner.start("sysv_sem", file, Place.PROJECT, "wait", 0)) {
            sleeper.line("ready");
            semaphores.release(0);
            minutes.woke(sleeper, true, AWAKE, "value " + sleeper.line("done value="));
            sleeper.finish();
        }
        try (var waker = partner.start("sysv_sem", file, Place.PROJECT, "post", 0)) {
            semaphores.acquire(0, PATIENCE);
            minutes.woke(waker, false, AWAKE, "value " + semaphores.value(0));
            waker.finish();
        }
    }
}
