package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.TimedOutException;
import dev.parley.pipe.Pipe;
import dev.parley.testing.Background;
import dev.parley.testing.LeakCheck;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ends of every mechanism that needs no descriptors handed over, in two threads. */
class BenchTest {
    private static final double MOMENT = 0.01; // seconds

    @TempDir
    Path folder;

    static Stream<Mechanism> mechanisms() {
        return Stream.of(Mechanism.values()).filter(mechanism -> mechanism != Mechanism.PIPE);
    }

    static Stream<Mechanism> streamingMechanisms() {
        return mechanisms().filter(Mechanism::carriesBytes);
    }

    /** A timeout needs a thread of the library that stays. */
    @BeforeAll
    static void startWhatStays() throws Exception {
        try (var pipe = Pipe.open()) {
            assertThatThrownBy(() -> pipe.source().read(ByteBuffer.allocate(1), Duration.ofMillis(1)))
                    .isInstanceOf(TimedOutException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void echoIsWhatWasSent(Mechanism mechanism) throws Exception {
        Result result = talk(mechanism, Pattern.ROUND_TRIP, 100);
        assertThat(result.perSecond()).isPositive();
        assertThat(result.p50()).isPositive();
        assertThat(result.p99()).isGreaterThanOrEqualTo(result.p50());
    }

    @ParameterizedTest
    @MethodSource("streamingMechanisms")
    void streamArrivesAsAWhole(Mechanism mechanism) throws Exception {
        Result result = talk(mechanism, Pattern.STREAMING, 4096);
        assertThat(result.perSecond()).isPositive();
        assertThat(result.p50()).isNaN();
    }

    private Result talk(Mechanism mechanism, Pattern pattern, int size) throws Exception {
        LeakCheck leaks = LeakCheck.begin();
        Result result;
        try (Bench server = mechanism.bench(Side.SERVER, address(mechanism), size)) {
            server.create();
            String port = server.announcement().replaceAll("[^0-9]", "");
            String address = port.isEmpty() ? address(mechanism) : port;
            try (Bench client = mechanism.bench(Side.CLIENT, address, size);
                    var serving = Background.platform(() -> {
                        server.open();
                        new Measurement(server, size).serve();
                        return null;
                    })) {
                client.open();
                result = new Measurement(client, size).run(pattern, MOMENT, MOMENT);
                serving.result();
            }
        }
        leaks.close();
        return result;
    }

    private String address(Mechanism mechanism) {
        return switch (mechanism) {
            case PIPE -> throw new IllegalArgumentException("its descriptors are handed over: mechanism=" + mechanism);
            case FIFO, UNIX -> folder.resolve("meeting").toString();
            case TCP -> "0";
            case SYSV_QUEUE, SYSV_SHM, SYSV_SEM ->
                "0x" + Integer.toHexString(folder.hashCode() & Integer.MAX_VALUE | 1);
        };
    }
}
