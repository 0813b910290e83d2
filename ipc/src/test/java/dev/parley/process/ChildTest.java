package dev.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.NotFoundException;
import dev.parley.PeerGoneException;
import dev.parley.PermissionException;
import dev.parley.TimedOutException;
import dev.parley.pipe.Pipe;
import dev.parley.testing.Await;
import dev.parley.testing.Background;
import dev.parley.testing.CProgram;
import dev.parley.testing.LeakCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    private static final int ROUNDS = Integer.getInteger("parley.rounds", 50);

    @Test
    void childTalksThroughPipesItWasHanded() throws IOException {
        try (var in = Pipe.open();
                var out = Pipe.open();
                var child = Child.command("sort", "-n")
                        .stdin(in.source())
                        .stdout(out.sink())
                        .start()) {
            in.sink().write("3\n1\n2\n");
            in.sink().close();
            assertThat(out.source().readText()).isEqualTo("1\n2\n3\n");
            assertThat(child.await().isSuccess()).isTrue();
        }
    }

    @Test
    void handingOverClosesHereAndSharingDoesNot() throws IOException {
        try (var handed = Pipe.open();
                var shared = Pipe.open();
                var child = Child.command("true")
                        .descriptor(5, handed.sink())
                        .share(6, shared.sink())
                        .start()) {
            assertThat(handed.sink().isOpen()).isFalse();
            assertThat(shared.sink().isOpen()).isTrue();
            child.await();
        }
    }

    @Test
    void childHasTheDescriptorsItWasGivenAndNoOthers() throws IOException {
        try (var other = Pipe.open();
                var high = Pipe.open();
                var low = Pipe.open()) {
            var report = report(Child.command(program())
                    .stdin(low.source())
                    .descriptor(42, high.sink())
                    .share(7, other.source()));
            assertThat(report)
                    .filteredOn(line -> line.startsWith("fd "))
                    .extracting(line -> line.split(" ")[1] + line.split(" ")[3])
                    .containsExactly("0r", "1w", "2w", "7r", "42w");
        }
    }

    @Test
    void descriptorsCanTradePlaces() throws IOException {
        try (var a = Pipe.open();
                var b = Pipe.open()) {
            int first = a.source().descriptor().number();
            int second = b.source().descriptor().number();
            String command = "readlink /proc/self/fd/" + first + " /proc/self/fd/" + second;
            var swapped = report(
                    Child.command("sh", "-c", command).share(second, a.source()).share(first, b.source()));
            assertThat(swapped).containsExactly(target(second), target(first));
        }
    }

    private static String target(int descriptor) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
    }

    @Test
    void childGetsABlockingDescriptorWhateverItsParentDidWithIt() throws IOException {
        try (var pipe = Pipe.open()) {
            assertThat(pipe.source().tryRead(ByteBuffer.allocate(1))).isZero(); // makes it non-blocking here
            var report = report(Child.command(program()).descriptor(3, pipe.source()));
            assertThat(report).anyMatch(line -> line.startsWith("fd 3 ")).noneMatch(line -> line.endsWith("nonblock"));
        }
    }

    @Test
    void environmentDirectoryAndArgumentsAreTheOnesAskedFor(@TempDir Path directory) throws IOException {
        var report = report(Child.command(program(), "two words", "$HOME", "")
                .clearEnvironment()
                .environment("GREETING", "hello there")
                .directory(directory));
        assertThat(report)
                .contains("cwd " + directory.toRealPath(), "arg 1 two words", "arg 2 $HOME", "arg 3 ")
                .filteredOn(line -> line.startsWith("env "))
                .containsExactly("env GREETING=hello there");
    }

    @Test
    void childStartsWithNoSignalBlocked() throws IOException {
        assertThat(report(Child.command(program())))
                .noneMatch(line -> line.startsWith("blocked "))
                .doesNotContain("ignored 13");
    }

    @Test
    void exitStatusTellsCodeAndSignal() throws IOException {
        try (var child = Child.command("sh", "-c", "exit 7").start()) {
            assertThat(child.await()).isEqualTo(new ExitStatus.Exited(7)).hasToString("exit 7");
            assertThat(child.await().shellStatus()).isEqualTo(7);
        }
        try (var child = Child.command("sleep", "1000").start()) {
            child.kill();
            assertThat(child.await()).isEqualTo(new ExitStatus.Killed(9)).hasToString("killed by signal 9");
            assertThat(child.await().shellStatus()).isEqualTo(137);
            assertThat(child.await().isSuccess()).isFalse();
        }
    }

    @Test
    void aStoppedChildHasNotEnded() throws IOException {
        try (var child = Child.command("sleep", "1000").start()) {
            child.signal(19);
            Await.processState(child.pid(), 'T');
            assertThat(child.isAlive()).isTrue();
            assertThatThrownBy(() -> child.await(Duration.ofMillis(20))).isInstanceOf(TimedOutException.class);
            child.kill();
            assertThat(child.await(Duration.ofSeconds(30))).isEqualTo(new ExitStatus.Killed(9));
        }
    }

    @Test
    void signalsToAChildThatEndedGoNowhere() throws IOException {
        try (var child = Child.command("true").start()) {
            child.await();
            child.terminate();
            child.kill();
        }
    }

    @Test
    void readingTheOutputOfAKilledChildEnds() throws IOException {
        try (var out = Pipe.open();
                var child = Child.command("sleep", "1000").stdout(out.sink()).start()) {
            child.kill();
            assertThat(out.source().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void writingToADeadChildIsAnErrorAndNoSignal() throws IOException {
        try (var in = Pipe.open();
                var child = Child.command("true").stdin(in.source()).start()) {
            child.await();
            assertThatThrownBy(() -> in.sink().write("anyone?"))
                    .isInstanceOf(PeerGoneException.class)
                    .hasMessage("write pipe: EPIPE: nobody reads on the other side any more");
        }
    }

    @Test
    void aProgramThatIsNotThereIsSaidAndNothingIsClosed() throws IOException {
        try (var pipe = Pipe.open()) {
            assertThatThrownBy(() -> Child.command("/no/such/program")
                            .stdin(pipe.source())
                            .start())
                    .isInstanceOf(NotFoundException.class)
                    .hasMessage("posix_spawn exec:/no/such/program: ENOENT: no such program");
            assertThat(pipe.source().isOpen()).isTrue();
        }
    }

    @Test
    void aFileThatIsNoProgramIsSaid(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("text"), "text");
        assertThatThrownBy(() -> Child.command(file.toString()).start())
                .isInstanceOf(PermissionException.class)
                .hasMessageContaining("EACCES: not an executable file");
    }

    @Test
    void aDirectoryThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> Child.command("true")
                        .directory(Path.of("/no/such/place"))
                        .start())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("(started in /no/such/place)");
    }

    @Test
    void aClosedHandleIsNotHandedOver() throws IOException {
        var pipe = Pipe.open();
        pipe.close();
        assertThatThrownBy(() -> Child.command("true").stdin(pipe.source()).start())
                .isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void nonsenseIsRefusedBeforeAnythingStarts() {
        assertThatIllegalArgumentException().isThrownBy(() -> Child.command(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Child.command("a\0b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Child.command("true").environment("A=B", "c"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Child.command("true").descriptor(-1, null));
    }

    @Test
    void closingTheHandleOfARunningChildLeavesItRunningAndNeverAZombie() throws IOException {
        Child child = Child.command("sleep", "1000").start();
        child.close();
        child.close();
        ProcessHandle process = ProcessHandle.of(child.pid()).orElseThrow();
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly();
        Await.processGone(child.pid());
    }

    @Test
    void closingTheHandleOfAChildThatEndedLeavesNoZombie() throws IOException {
        Child child = Child.command("true").start();
        Await.processState(child.pid(), 'Z');
        child.close();
        Await.processGone(child.pid());
    }

    @Test
    void severalThreadsGetTheSameStatus() throws Exception {
        try (var child = Child.command("sleep", "1000").start()) {
            var waiters = new ArrayList<Background<ExitStatus>>();
            for (int i = 0; i < 4; i++) {
                waiters.add(Background.platform(child::await).awaitBlocked());
                waiters.add(Background.virtual(child::await).awaitBlocked());
            }
            child.kill();
            for (var waiter : waiters) {
                assertThat(waiter.result()).isEqualTo(new ExitStatus.Killed(9));
                waiter.close();
            }
        }
    }

    @Test
    void manyChildrenLeaveNothing() throws Exception {
        round();
        try (var _ = LeakCheck.begin()) {
            for (int i = 0; i < ROUNDS; i++) {
                round();
            }
        }
    }

    private static void round() throws IOException {
        try (var in = Pipe.open();
                var child = Child.command("cat").stdin(in.source()).start()) {
            in.sink().close();
            assertThat(child.await().isSuccess()).isTrue();
        }
    }

    private static String program() {
        assumeTrue(CProgram.isAvailable(), CProgram.unavailableReason());
        return CProgram.compile("child_report").executable().toString();
    }

    private static List<String> report(ChildCommand command) throws IOException {
        try (var out = Pipe.open();
                var child = command.stdout(out.sink()).start()) {
            var report = out.source().readText().lines().toList();
            assertThat(child.await().isSuccess()).isTrue();
            return report;
        }
    }
}
