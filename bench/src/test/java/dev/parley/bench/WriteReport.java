package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Not a test: writes {@code docs/benchmarks/DATE-ipc.md} when it is named. See {@code docs/benchmarks/README.md}. */
class WriteReport {
    @Test
    void everythingBesideC() throws IOException {
        Path file = Report.write(
                Path.of(System.getProperty("parley.report.folder", "../docs/benchmarks")),
                Double.parseDouble(System.getProperty("parley.report.seconds", "1")),
                Integer.getInteger("parley.report.runs", 3),
                System.err);
        assertThat(file).isNotEmptyFile();
    }
}
