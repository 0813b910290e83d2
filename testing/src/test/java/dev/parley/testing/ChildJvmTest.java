package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChildJvmTest {
    private static final String MODULE = ChildJvmTest.class.getModule().getName();

    @Test
    void childRunsInTheModuleOfTheTestAndTalksInLines() {
        assertThat(MODULE).isEqualTo("dev.parley.testing");
        try (Peer child = ChildJvm.running(EchoMain.class).args("a", 2).start()) {
            child.expect("ready " + MODULE).say("one").expect("heard one").say("two");
            assertThat(child.expectStart("heard ")).isEqualTo("two");
            child.finishInput().expectEnd().expectExit(2);
            assertThat(child.errors()).isEqualTo("the end");
        }
    }

    @Test
    void killedChildEndsWith137() {
        try (Peer child = ChildJvm.running(EchoMain.class).start()) {
            child.expect("ready " + MODULE).kill();
            assertThat(child.exitStatus()).isEqualTo(128 + 9);
            assertThat(child.readLine()).isNull();
        }
    }

    @Test
    void stoppedChildAnswersOnlyAfterItIsResumed() {
        try (Peer child = ChildJvm.running(EchoMain.class).start()) {
            child.expect("ready " + MODULE).stop().say("wake up");
            Await.processState(child.pid(), 'T');
            child.resume().expect("heard wake up");
        }
    }

    @Test
    void closeKillsTheChild() {
        Peer child = ChildJvm.running(EchoMain.class).start();
        child.close();
        Await.processGone(child.pid());
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void failureTellsTheCommandAndWhatWasPrinted() {
        try (Peer child = ChildJvm.running(EchoMain.class).start()) {
            assertThatThrownBy(() -> child.expect("something else"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("[ready " + MODULE + "]")
                    .hasMessageContaining(EchoMain.class.getName());
        }
    }
}
