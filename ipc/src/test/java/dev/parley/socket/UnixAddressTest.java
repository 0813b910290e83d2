package dev.parley.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UnixAddressTest {
    @Test
    void pathIsShownAsItIs() {
        assertThat(UnixAddress.of(Path.of("/run/x.sock"))).hasToString("unix:/run/x.sock");
        assertThat(UnixAddress.of(Path.of("x.sock"))).hasToString("unix:x.sock");
    }

    @Test
    void fileWhoseNameBeginsWithAnAtIsNotShownAsAnAbstractName() {
        assertThat(UnixAddress.of(Path.of("@x"))).hasToString("unix:./@x");
    }

    @Test
    void whatALineOfTextCannotShowIsEscaped() {
        assertThat(UnixAddress.of(Path.of("/a b?c&d%e"))).hasToString("unix:/a%20b%3Fc%26d%25e");
        assertThat(UnixAddress.abstractName(new byte[] {'a', 0, (byte) 0xff, '\n'}))
                .hasToString("unix:@a%00%FF%0A");
        assertThat(UnixAddress.abstractName("é")).hasToString("unix:@%C3%A9");
    }

    @Test
    void noNameSaysSo() {
        assertThat(UnixAddress.unnamed()).hasToString("unix:(unnamed)");
        assertThat(UnixAddress.unnamed().isUnnamed()).isTrue();
        assertThat(UnixAddress.unnamed().path()).isEmpty();
    }

    @Test
    void everyByteOfAnAbstractNameCounts() {
        UnixAddress name = UnixAddress.abstractName("a");
        assertThat(name).isNotEqualTo(UnixAddress.abstractName(new byte[] {'a', 0}));
        assertThat(name)
                .isEqualTo(UnixAddress.abstractName(new byte[] {'a'}))
                .hasSameHashCodeAs(UnixAddress.abstractName("a"));
        assertThat(name).isNotEqualTo(UnixAddress.of(Path.of("a")));
        assertThat(name.isAbstract()).isTrue();
        assertThat(name.name()).containsExactly('a');
    }

    @Test
    void pathComesBack() {
        assertThat(UnixAddress.of(Path.of("/run/é")).path()).contains(Path.of("/run/é"));
        assertThat(UnixAddress.of(Path.of("/run/é")).name()).isEqualTo("/run/é".getBytes(UTF_8));
    }

    @Test
    void abstractNameHasOneToAHundredAndSevenBytes() {
        assertThat(UnixAddress.abstractName(new byte[107]).name()).hasSize(107);
        assertThatThrownBy(() -> UnixAddress.abstractName(new byte[108]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("length=108");
        assertThatThrownBy(() -> UnixAddress.abstractName("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void emptyPathIsRefusedInsteadOfChoosingAName() {
        assertThatThrownBy(() -> UnixAddress.of(Path.of(""))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noNameIsNothingToConnectToOrToListenOn() {
        assertThatThrownBy(() -> UnixSocket.connect(UnixAddress.unnamed()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnixSocket.listen(UnixAddress.unnamed())).isInstanceOf(IllegalArgumentException.class);
    }
}
