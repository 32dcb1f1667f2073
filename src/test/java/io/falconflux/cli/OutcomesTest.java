package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.falconflux.cli.Outcome.State;
import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.Refusal;
import io.falconflux.error.RefusedException;
import io.falconflux.json.ElementCodec;
import io.falconflux.json.EnvelopeReader;
import io.falconflux.transport.ApiReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    private static final List<String> IDS = List.of("inc:a:1", "inc:a:2", "inc:a:3");

    @Test
    void aReplyOfMetaAloneIsApplied() throws IOException {
        assertEquals(List.of(State.APPLIED, State.APPLIED, State.APPLIED), states("{\"meta\":{}}"));
    }

    @Test
    void anIdNamedInErrorsIsRejectedAndTheOthersAreCounted() throws IOException {
        assertEquals(
                List.of(State.APPLIED, State.REJECTED, State.APPLIED),
                states("{\"meta\":{\"writes\":{\"resources_affected\":2}},"
                        + "\"errors\":[{\"code\":404,\"message\":\"no such incident\",\"id\":\"inc:a:2\"}]}"));
    }

    @Test
    void aCountThatIsTooLowLeavesEveryOtherIdUnknown() throws IOException {
        assertEquals(
                List.of(State.UNKNOWN, State.UNKNOWN, State.UNKNOWN),
                states("{\"meta\":{\"writes\":{\"resources_affected\":2}}}"));
    }

    @Test
    void anErrorThatNamesNobodyLeavesEveryIdUnknown() throws IOException {
        assertEquals(
                List.of(State.UNKNOWN, State.UNKNOWN, State.UNKNOWN),
                states("{\"errors\":[{\"code\":500,\"message\":\"some failed\"}]}"));
    }

    @Test
    void aFailureSaysWhetherTheActionMayHaveHappened() {
        assertEquals(State.REJECTED, state(refused("PerformIncidentAction", 400)));
        assertEquals(State.REJECTED, state(refused("PerformIncidentAction", 409)));
        assertEquals(State.UNKNOWN, state(refused("PerformIncidentAction", 503)));
        assertEquals(State.NOT_SENT, state(refused("oauth2AccessToken", 503)));
        assertEquals(State.UNKNOWN, state(new NoReplyException("PerformIncidentAction", "cut", true, null)));
        assertEquals(State.NOT_SENT, state(new NoReplyException("PerformIncidentAction", "cut", false, null)));
    }

    private static List<State> states(String body) throws IOException {
        ApiReply<?> reply = new ApiReply<>(
                200, Map.of(), EnvelopeReader.read(body.getBytes(StandardCharsets.UTF_8), ElementCodec.NOTHING));
        return Outcomes.of(IDS, reply).stream().map(Outcome::state).toList();
    }

    private static State state(FalconException error) {
        return Outcomes.of(IDS, error).get(0).state();
    }

    private static RefusedException refused(String operation, int status) {
        return new RefusedException(
                operation, new Refusal(status, Map.of(), List.of(), List.of(), null, null, "no"), "Do something");
    }
}
