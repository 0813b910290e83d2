package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @Test
    void schemeRestAndOptionsAreTakenApart() {
        var address = Address.parse("fifo:/run/feed?mode=0660&exclusive&timeout=500ms");
        assertThat(address.scheme()).isEqualTo("fifo");
        assertThat(address.rest()).isEqualTo("/run/feed");
        assertThat(address.options())
                .containsExactly(Map.entry("mode", "0660"), Map.entry("exclusive", ""), Map.entry("timeout", "500ms"));
    }

    @Test
    void aDashIsStandardInputAndOutput() {
        assertThat(Address.parse("-").scheme()).isEqualTo(Address.STANDARD);
        assertThat(Address.parse("-")).hasToString("-");
    }

    @Test
    void escapesStandForBytesOfUtf8AndAPlusForItself() {
        assertThat(Address.parse("exec:echo 50%25 a+b %3F%26 %C3%A9").rest()).isEqualTo("echo 50% a+b ?& é");
        assertThat(Address.parse("x:y?v=a%3Db").option("v")).hasValue("a=b");
    }

    @Test
    void colonsAndEqualsSignsInTheRestAreItsOwn() {
        assertThat(Address.parse("tcp:[::1]:80").rest()).isEqualTo("[::1]:80");
        assertThat(Address.parse("sysv-queue:id=5").rest()).isEqualTo("id=5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/feed", "exec:a b", "unix:@name", "fifo:what? & 100%", "fifo:naïve\nnewline"})
    void whatItSaysIsReadAsTheSame(String text) {
        var address = new Address("scheme", text, Map.of());
        assertThat(address.toString()).matches("scheme:[!-~]*");
        assertThat(Address.parse(address.toString())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", ":rest", "a:b?", "a:b?=c", "a:b?c&", "a:b?c&c", "a:%", "a:%zz", "a:b?c=%4"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.parse(text))
                .withMessageContaining("address=" + text);
    }

    @Test
    void anOptionThatNobodyWouldLookAtIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.parse("fifo:x?mod=0600").allowOptions(Set.of("mode", "timeout")))
                .withMessage("no such option for fifo: option=mod, known=[mode, timeout]");
    }
}
