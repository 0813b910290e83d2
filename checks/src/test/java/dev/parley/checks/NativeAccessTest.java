package dev.parley.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NativeAccessTest {
    /** What a user has to grant: one name, and that of no dependency of ours. */
    @Test
    void onlyKernelNeedsNativeAccess() {
        String modules = String.join(",", Tree.modules().keySet());
        List<String> scan =
                List.of("--print-native-access", "--module-path", Tree.modulePath(), "--add-modules", modules);
        assertThat(Edges.run("jnativescan", scan)).containsExactly("dev.parley.kernel");
    }
}
