package io.falconflux.action;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * One action on one tenant, as a bulk action sees it: how ids are sent, and how they are read back. What is known of the
 * operation is in {@link #facts()}; how a chunk is encoded (a list of ids, or a single id with its version when
 * {@link ActionFacts#most()} is 1) is this object's business.
 */
public interface ActionTarget {

    /** Returns what is known of the action. */
    ActionFacts facts();

    /**
     * Tells whether an id has the form that the service wants. Ids of another form are sent all the same, in chunks of their
     * own, since a service refuses a whole chunk for one of them.
     *
     * @param id an id
     */
    boolean wellFormed(String id);

    /**
     * Returns the request for some ids as text, for people: method, path and body, and no credentials.
     *
     * @param ids the ids of one chunk
     */
    String preview(List<String> ids);

    /**
     * Does it to some ids in one call. The call is not repeated once it may have been executed: whether to repeat is decided
     * by the bulk action.
     *
     * <p><b>Laziness</b>: nothing is sent before subscription.
     * <br><b>Demand</b>: one answer, whatever the demand.
     * <br><b>Cancellation</b>: aborts the call, which may be executed all the same.
     * <br><b>Errors</b>: the family of {@link io.falconflux.error.FalconException}. One whose operation is another than
     * {@link ActionFacts#operation()} (a token call) says that the action was not sent.
     *
     * @param ids the ids of one chunk, {@link ActionFacts#most()} at most
     */
    Mono<Answer> send(List<String> ids);

    /**
     * Reads some ids back.
     *
     * <p><b>Laziness</b>, <b>Demand</b>, <b>Cancellation</b>, <b>Errors</b>: as any read.
     *
     * @param ids the ids, {@link ActionFacts#mostRead()} at most
     * @param tries how often the call is tried at most, the first time included
     */
    Mono<Sighting> read(List<String> ids, int tries);
}
