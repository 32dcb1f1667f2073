package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportOptionsTest {

    @Test
    void theDefaultsAreThoseThatAreDocumented() {
        TransportOptions options = TransportOptions.builder().build();
        assertEquals(URI.create("https://api.crowdstrike.com"), options.baseUrl());
        assertEquals(Duration.ofSeconds(10), options.connectTimeout());
        assertEquals(Duration.ofSeconds(30), options.responseTimeout());
        assertEquals(Duration.ofMinutes(2), options.callTimeout());
        assertEquals(64 * 1024 * 1024, options.maxReplyBytes());
        assertTrue(options.gzip());
        assertEquals(Optional.empty(), options.caFile());
        assertTrue(options.userAgent().startsWith("falconflux/"), options::userAgent);
        assertFalse(options.userAgent().contains("${"), options::userAgent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.crowdstrike.com",
                "http://10.0.0.1:8080",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://example.com:80/localhost",
                "http://0.0.0.0:8080",
                "http://[::ffff:10.0.0.1]",
                "HTTP://falcon.internal"
            })
    void plainHttpToAnotherMachineIsRefusedUnlessAllowedByName(String url) {
        TransportOptions.Builder options = TransportOptions.builder().baseUrl(URI.create(url));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, options::build);
        assertTrue(e.getMessage().contains("plain HTTP"), e.getMessage());
        options.allowPlainHttp(true).build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "http://localhost:8080",
                "http://LOCALHOST:8080",
                "http://127.0.0.1:8080",
                "http://127.9.9.9",
                "http://[::1]:8080",
                "https://anywhere.example.com:8443/base"
            })
    void plainHttpToThisMachineAndTlsToAnyAreTaken(String url) {
        assertEquals(
                URI.create(url),
                TransportOptions.builder().baseUrl(URI.create(url)).build().baseUrl());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.crowdstrike.com",
                "//api.crowdstrike.com",
                "/path",
                "ftp://api.crowdstrike.com",
                "https:///path",
                "https://under_score.example.com",
                "mailto:a@b.c",
                "https://user:pass@api.crowdstrike.com",
                "https://user@api.crowdstrike.com",
                "https://api.crowdstrike.com?x=1",
                "https://api.crowdstrike.com/#top"
            })
    void whatIsNoBaseUrlIsRefused(String url) {
        TransportOptions.Builder options = TransportOptions.builder().baseUrl(URI.create(url));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, options::build);
        assertTrue(e.getMessage().contains("https://host"), e.getMessage());
        assertFalse(e.getMessage().contains("pass"), e.getMessage());
    }

    @Test
    void aSlashAtTheEndIsTakenOff() {
        assertEquals(
                URI.create("https://host/falcon"),
                TransportOptions.builder()
                        .baseUrl(URI.create("https://host/falcon/"))
                        .build()
                        .baseUrl());
    }

    @Test
    void timesAndNumbersMustBePositive() {
        TransportOptions.Builder options = TransportOptions.builder();
        for (Duration time : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
            assertThrows(IllegalArgumentException.class, () -> options.connectTimeout(time));
            assertThrows(IllegalArgumentException.class, () -> options.responseTimeout(time));
            assertThrows(IllegalArgumentException.class, () -> options.callTimeout(time));
            assertThrows(IllegalArgumentException.class, () -> options.maxIdleTime(time));
        }
        assertThrows(IllegalArgumentException.class, () -> options.maxConnections(0));
        assertThrows(IllegalArgumentException.class, () -> options.maxReplyBytes(-1));
    }

    @ParameterizedTest
    @CsvSource({
        "us-1, api.crowdstrike.com",
        "us-2, api.us-2.crowdstrike.com",
        "us-3, api.us-3.crowdstrike.com",
        "eu-1, api.eu-1.crowdstrike.com",
        "us-gov-1, api.laggar.gcw.crowdstrike.com",
        "us-gov-2, api.us-gov-2.crowdstrike.mil",
        "US1, api.crowdstrike.com",
        "Eu1, api.eu-1.crowdstrike.com",
        "gov1, api.laggar.gcw.crowdstrike.com",
        "usgov1, api.laggar.gcw.crowdstrike.com",
        "GOV-2, api.us-gov-2.crowdstrike.mil"
    })
    void cloudsAreFoundByEverySpellingOfTheirNames(String name, String host) {
        assertEquals("https://" + host, Cloud.named(name).baseUrl().toString());
    }

    @Test
    void anUnknownCloudIsAnErrorThatListsTheNames() {
        assertEquals(Optional.empty(), Cloud.find("us-9"));
        assertEquals(Optional.empty(), Cloud.find(""));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Cloud.named("us-9"));
        assertTrue(e.getMessage().contains("us-9") && e.getMessage().contains("us-gov-2"), e.getMessage());
        for (Cloud cloud : Cloud.values()) {
            assertSame(cloud, Cloud.named(cloud.id()));
        }
    }
}
