package io.falconflux.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.Refusal;
import io.falconflux.transport.Cloud;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {

    private static final Home OPEN = Home.toBeFound();
    private static final String US_2 = "https://api.us-2.crowdstrike.com/oauth2/token";

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void theStatusOfARedirectIsOne(int status) {
        assertTrue(Redirect.is(refusal(status, null, null)));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 305, 400, 401, 403, 404, 429, 500})
    void noOtherStatusIs(int status) {
        assertFalse(Redirect.is(refusal(status, null, null)));
    }

    @ParameterizedTest
    @CsvSource({
        "us-2, https://api.us-2.crowdstrike.com/oauth2/token, US_2",
        "US-2, , US_2",
        "us2, /oauth2/token, US_2",
        "us-3, , US_3",
        "eu-1, https://api.us-2.crowdstrike.com/oauth2/token, EU_1",
        ", https://api.eu-1.crowdstrike.com/oauth2/token, EU_1",
        "us-9, https://API.EU-1.crowdstrike.com:443/oauth2/token, EU_1",
    })
    void theRegionIsFollowedElseALocationThatIsATokenOperationOfTheVendors(
            @Nullable String region, @Nullable String location, Cloud cloud) {
        assertEquals(new Redirect(cloud, ""), decide(region, location));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/oauth2/token",
                "https://api.us-2.crowdstrike.com.evil.example/oauth2/token",
                "https://api.us-2.crowdstrike.com@evil.example/oauth2/token",
                "https://evil.example\\@api.us-2.crowdstrike.com/oauth2/token",
                "https://u:p@api.us-2.crowdstrike.com/oauth2/token",
                "http://api.us-2.crowdstrike.com/oauth2/token",
                "https://api.us-2.crowdstrike.com:8443/oauth2/token",
                "https://api.us-2.crowdstrike.com/oauth2/token/../../other",
                "https://api.us-2.crowdstrike.com/oauth2/token?to=evil.example",
                "//evil.example/oauth2/token",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https://",
                "::::",
            })
    void aLocationThatIsNotTheVendorsIsNotFollowedWhateverTheRegionSays(String location) {
        for (String region : new String[] {"us-2", null}) {
            Redirect redirect = decide(region, location);
            assertNull(redirect.cloud());
            assertTrue(redirect.advice().contains("secret is not sent"), redirect::advice);
        }
    }

    @Test
    void theHostThatIsNotTheVendorsIsNamed() {
        assertEquals(
                "The secret is not sent to the address at evil.example, which is none of the vendor's token operations: set the cloud that"
                        + " the client lives in",
                decide("us-2", "https://evil.example/oauth2/token").advice());
    }

    @ParameterizedTest
    @CsvSource({
        "us-gov-1, , us-gov-1",
        "gov2, , us-gov-2",
        ", https://api.laggar.gcw.crowdstrike.com/oauth2/token, us-gov-1",
    })
    void aGovernmentsCloudMustBeNamed(@Nullable String region, @Nullable String location, String name) {
        Redirect redirect = decide(region, location);
        assertNull(redirect.cloud());
        assertTrue(redirect.advice().contains("must be named: set the cloud " + name), redirect::advice);
    }

    @ParameterizedTest
    @CsvSource({", ", "us-9, ", ", /oauth2/token", "'', ''"})
    void aRedirectToNowhereIsNotFollowed(@Nullable String region, @Nullable String location) {
        Redirect redirect = decide(region, location);
        assertNull(redirect.cloud());
        assertTrue(redirect.advice().contains("set the cloud"), redirect::advice);
    }

    @Test
    void oneStepIsFollowedAndNoSecond() {
        assertNull(
                Redirect.of(refusal(308, "eu-1", null), OPEN, Cloud.US_2, true).cloud());
    }

    @Test
    void aCloudThatLeadsToItselfIsNotFollowed() {
        assertNull(decide("us-1", null).cloud());
    }

    @Test
    void whatWasGivenIsNotLeftAndTheRightCloudIsNamed() {
        Redirect named = Redirect.of(refusal(308, "us-2", US_2), Home.given(), null, false);
        assertNull(named.cloud());
        assertEquals(
                "What was given as base URL or cloud is not left, and the client lives in us-2: set the cloud us-2",
                named.advice());
        assertNull(
                Redirect.of(refusal(308, null, US_2), Home.given(), null, false).cloud());
    }

    private static Redirect decide(@Nullable String region, @Nullable String location) {
        return Redirect.of(refusal(308, region, location), OPEN, Cloud.US_1, false);
    }

    private static Refusal refusal(int status, @Nullable String region, @Nullable String location) {
        Map<String, String> headers = new HashMap<>();
        if (region != null) {
            headers.put("x-cs-region", region);
        }
        if (location != null) {
            headers.put("location", location);
        }
        return new Refusal(status, headers, List.of(), List.of(), null, null, null);
    }
}
