package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyAddressTest {

    private static final URI CLOUD = URI.create("https://api.us-2.crowdstrike.com");

    @ParameterizedTest
    @CsvSource({
        "http://proxy:3128, HTTP, proxy, 3128",
        "http://proxy:3128/, HTTP, proxy, 3128",
        "HTTP://proxy, HTTP, proxy, 80",
        "proxy:8080, HTTP, proxy, 8080",
        "' proxy.example.com ', HTTP, proxy.example.com, 80",
        "socks5://10.0.0.1, SOCKS5, 10.0.0.1, 1080",
        "socks5h://proxy:9050, SOCKS5, proxy, 9050",
        "socks://proxy:9050, SOCKS5, proxy, 9050",
        "http://[2001:db8::1]:3128, HTTP, [2001:db8::1], 3128",
        "http://my_proxy:3128, HTTP, my_proxy, 3128"
    })
    void aUrlIsRead(String url, Proxy.Kind kind, String host, int port) {
        Proxy proxy = Proxy.of(url);
        assertEquals(kind, proxy.kind());
        assertEquals(host, proxy.host());
        assertEquals(port, proxy.port());
        assertNull(proxy.user());
        assertNull(proxy.password());
    }

    @ParameterizedTest
    @CsvSource({
        "http://fal:secret@proxy:1, fal, secret",
        "fal:secret@proxy:1, fal, secret",
        "http://fal:p%40ss%3Aw%2Frd%25@proxy:1, fal, p@ss:w/rd%",
        "http://DOMAIN%5Cfal:s+cret@proxy:1, DOMAIN\\fal, s+cret",
        "http://fal:s@cr#t?@proxy:1, fal, s@cr#t?",
        "http://fal:@proxy:1, fal, ''",
        "http://fal@proxy:1, fal, ''",
        "socks5://f%C3%A4l:%F0%9F%98%80@proxy:1, f\u00e4l, \ud83d\ude00"
    })
    void aLoginIsReadAndShowsNowhere(String url, String user, String password) {
        Proxy proxy = Proxy.of(url);
        assertEquals(user, proxy.user());
        assertEquals(password, proxy.password());
        assertFalse(proxy.toString().contains(password.isEmpty() ? "\u0000" : password), proxy.toString());
        assertEquals("proxy:1", proxy.address());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "http://",
                "http://secret@",
                "http://a:secret@:80",
                "http://a:secret@proxy:port",
                "http://a:secret@proxy:99999",
                "http://a:secret@proxy:0",
                "http://a:secret@proxy/path",
                "http://a:secret@proxy?x",
                "http://a:secret%@proxy",
                "https://a:secret@proxy",
                "ftp://a:secret@proxy",
                "socks4://a:secret@proxy",
                "http://a:secret@pro xy"
            })
    void whatIsNoProxyIsRefusedWithoutRepeatingIt(String url) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Proxy.of(url));
        assertTrue(e.getMessage().toLowerCase(Locale.ROOT).contains("prox"), e.getMessage());
        assertFalse(e.getMessage().contains("secret"), e.getMessage());
        assertNull(e.getCause());
    }

    @ParameterizedTest
    @CsvSource({
        "https, HTTPS_PROXY, true",
        "https, https_proxy, true",
        "https, ALL_PROXY, true",
        "https, all_proxy, true",
        "https, HTTP_PROXY, false",
        "http, HTTP_PROXY, true",
        "http, http_proxy, true",
        "http, ALL_PROXY, true",
        "http, HTTPS_PROXY, false"
    })
    void variablesAreReadByTheScheme(String scheme, String name, boolean found) {
        Optional<Proxy> proxy = Proxy.among(Map.of(name, "http://proxy:3128"), scheme.equals("https"));
        assertEquals(found ? Optional.of(Proxy.of("http://proxy:3128")) : Optional.empty(), proxy);
    }

    @Test
    void theMoreExactVariableWinsAndSmallLettersDo() {
        Map<String, String> both =
                Map.of("HTTPS_PROXY", "one", "https_proxy", "two", "ALL_PROXY", "three", "NO_PROXY", "four");
        assertEquals("two", Proxy.among(both, true).orElseThrow().host());
        assertEquals(
                "one",
                Proxy.among(Map.of("HTTPS_PROXY", "one", "https_proxy", " "), true)
                        .orElseThrow()
                        .host());
        assertEquals(Optional.empty(), Proxy.among(Map.of(), true));
    }

    @ParameterizedTest
    @CsvSource({
        "*",
        "crowdstrike.com",
        ".crowdstrike.com",
        "*.crowdstrike.com",
        "CrowdStrike.COM",
        "crowdstrike.com.",
        "api.us-2.crowdstrike.com",
        "api.us-2.crowdstrike.com:443",
        "'example.com, crowdstrike.com'",
        "'example.com crowdstrike.com'",
        "' ,crowdstrike.com,'"
    })
    void hostsThatAreExceptedAreReachedDirectly(String hosts) {
        assertFalse(Proxy.among(Map.of("HTTPS_PROXY", "proxy", "NO_PROXY", hosts), true)
                .orElseThrow()
                .serves(CLOUD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "strike.com",
                "us-2",
                "api.us-2.crowdstrike.com:8443",
                ".api.us-2.crowdstrike.com",
                "api.us-2.crowdstrike.com.example.com",
                "10.0.0.0/8",
                "localhost"
            })
    void otherHostsAreNot(String hosts) {
        assertTrue(Proxy.among(Map.of("HTTPS_PROXY", "proxy", "NO_PROXY", hosts), true)
                .orElseThrow()
                .serves(CLOUD));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, https://10.1.2.3, true",
        "10.0.0.0/8, https://11.1.2.3, false",
        "10.1.2.3, https://10.1.2.3:8443, true",
        "10.1.2.3:443, https://10.1.2.3:8443, false",
        "10.1.2.128/25, https://10.1.2.200, true",
        "10.1.2.128/25, https://10.1.2.100, false",
        "0.0.0.0/0, https://10.1.2.3, true",
        "::1, https://[::1]:8443, true",
        "[::1]:8443, https://[::1]:8443, true",
        "2001:db8::/32, https://[2001:db8::5], true",
        "2001:db8::/32, https://[2001:db9::5], false",
        "10.0.0.0/99, https://10.0.0.0, true",
        "0.0.0, https://10.0.0.0, false",
        "localhost, http://localhost:8080, true",
        "127.0.0.1, http://localhost:8080, false"
    })
    void addressesAreComparedAsNumbers(String hosts, URI service, boolean direct) {
        assertEquals(direct, !Proxy.of("proxy").except(hosts).serves(service));
    }
}
