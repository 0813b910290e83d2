package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InetNamesTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, tcp:127.0.0.1:80",
        "::1, tcp:[::1]:80",
        "::, tcp:[::]:80",
        "2001:db8::1, tcp:[2001:db8::1]:80",
        "2001:db8:0:1:1:1:1:1, tcp:[2001:db8:0:1:1:1:1:1]:80",
        "2001:0:0:1:0:0:0:1, tcp:[2001:0:0:1::1]:80",
        "fe80::, tcp:[fe80::]:80",
    })
    void addressesAreWrittenAsPeopleDo(String address, String text) throws UnknownHostException {
        assertThat(InetNames.text(new InetSocketAddress(InetAddress.getByName(address), 80)))
                .isEqualTo(text);
    }
}
