package dev.parley.process;

import dev.parley.contract.BlockingContract;
import dev.parley.contract.Situation;
import dev.parley.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

class ChildAwaitTest extends BlockingContract {
    @Override
    protected Situation situation() throws IOException {
        return new ChildThatSleeps();
    }

    /** A child ends only once, so each wait that succeeded is followed by another child. */
    private static final class ChildThatSleeps implements Situation {
        private Child child;

        ChildThatSleeps() throws IOException {
            child = start();
        }

        private static Child start() throws IOException {
            return Child.command("sleep", "1000").start();
        }

        private synchronized Child current() {
            return child;
        }

        private synchronized ExitStatus ended(Child awaited, ExitStatus status) throws IOException {
            if (child == awaited) {
                child.close();
                child = start();
            }
            return status;
        }

        @Override
        public Object call() throws IOException {
            Child awaited = current();
            return ended(awaited, awaited.await());
        }

        @Override
        public Object call(Duration timeout) throws IOException {
            Child awaited = current();
            return ended(awaited, awaited.await(timeout));
        }

        @Override
        public void unblock() throws IOException {
            int pid = current().pid();
            current().kill();
            Await.until("the child has ended", () -> hasEnded(pid));
        }

        private static boolean hasEnded(int pid) {
            try {
                String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
                return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
            } catch (IOException waitedForAlready) {
                return true;
            }
        }

        @Override
        public void closeHandle() {
            current().close();
        }

        @Override
        public void close() {
            closeHandle();
            ProcessHandle.of(current().pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
