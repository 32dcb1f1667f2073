package io.falconflux;

import io.falconflux.action.ActionOptions;
import io.falconflux.action.BulkAction;
import io.falconflux.action.Outcome;
import io.falconflux.collection.FalconCollection;
import io.falconflux.collection.Lookup;
import io.falconflux.incidents.EntityActionRequest;
import io.falconflux.incidents.Incident;
import io.falconflux.incidents.IncidentsActions;
import io.falconflux.incidents.IncidentsApi;
import io.falconflux.incidents.IncidentsCollections.QueryIncidents;
import io.falconflux.incidents.UpdateResults;
import io.falconflux.json.RawRow;
import io.falconflux.query.Query;
import io.falconflux.scan.Scan;
import io.falconflux.scan.ScanOptions;
import io.falconflux.scan.Tail;
import io.falconflux.scan.TailOptions;
import io.falconflux.transport.ApiReply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The incidents of a tenant: everything that a collection can, and actions. */
public final class Incidents {

    private final FalconCollection<Incident> collection;
    private final IncidentsApi api;

    private final FalconClient client;

    Incidents(FalconClient client) {
        this.client = client;
        collection = client.collection(QueryIncidents.COLLECTION);
        api = new IncidentsApi(client.exchange());
    }

    /** Returns the incidents as a collection. */
    public FalconCollection<Incident> collection() {
        return collection;
    }

    /** Returns the incidents as the bytes that the service sent, nothing left out. */
    public FalconCollection<RawRow> raw() {
        return collection.raw();
    }

    /**
     * Lists ids; see {@link FalconCollection#query}.
     *
     * <p><b>Laziness</b>, <b>Demand</b>, <b>Cancellation</b>, <b>Errors</b>: as there.
     *
     * @param query which ids, in which order
     */
    public Flux<String> query(Query query) {
        return collection.query(query);
    }

    /**
     * Reads incidents by id; see {@link FalconCollection#get}.
     *
     * <p><b>Laziness</b>, <b>Demand</b>, <b>Cancellation</b>, <b>Errors</b>: as there.
     *
     * @param ids the ids, any number
     * @return one result for each id in their order, found or not
     */
    public Flux<Lookup<Incident>> get(List<String> ids) {
        return collection.get(ids);
    }

    /**
     * Scans with the default options.
     *
     * @param query which incidents, in which order; without a sort by {@code start} ascending
     */
    public Scan<Incident> scan(Query query) {
        return collection.scan(query);
    }

    /**
     * Scans.
     *
     * @param query which incidents, in which order; without a sort by {@code start} ascending
     * @param options how
     */
    public Scan<Incident> scan(Query query, ScanOptions options) {
        return collection.scan(query, options);
    }

    /**
     * Follows new and changed incidents with the default options: from now on, for ever; see {@link Tail}.
     *
     * @param query which incidents, without a sort
     */
    public Tail<Incident> tail(Query query) {
        return collection.tail(query);
    }

    /**
     * Follows new and changed incidents, for ever; see {@link Tail}.
     *
     * @param query which incidents, without a sort
     * @param options how
     */
    public Tail<Incident> tail(Query query, TailOptions options) {
        return collection.tail(query, options);
    }

    /**
     * Changes any number of incidents, with the default options.
     *
     * <p><b>Laziness</b>, <b>Demand</b>, <b>Cancellation</b>, <b>Errors</b>: as
     * {@link #perform(Iterable, IncidentAction, ActionOptions)}.
     *
     * @param ids the incidents; one that comes twice counts once
     * @param action what is to become of each
     * @return what became of each, in the order of the ids
     */
    public Flux<Outcome> perform(Iterable<String> ids, IncidentAction action) {
        return perform(ids, action, ActionOptions.defaults());
    }

    /**
     * Changes any number of incidents. Each id has exactly one outcome: applied, rejected, unknown or not sent, each with the
     * reason if there is one. What may have been executed is sent again only if twice does no more than once.
     *
     * <p><b>Laziness</b>: nothing is sent before demand; each subscription does it anew.
     * <br><b>Demand</b>: exact: n outcomes cost the chunks that hold n ids, as many of them at once as the concurrency, and no
     * chunk beyond those is sent.
     * <br><b>Cancellation</b>: aborts the calls on their way, which may be executed all the same and whose outcome is lost;
     * {@link ActionOptions.Builder#stopWhen} ends a run in good order.
     * <br><b>Errors</b>: after the last outcome the error, if any, after which nothing more was sent: credentials or a scope that
     * the service does not accept, a retired endpoint, no connection, no answer to one chunk after the other. What happens to
     * single ids or chunks is in their outcomes.
     *
     * @param ids the incidents; one that comes twice counts once
     * @param action what is to become of each
     * @param options how
     * @return what became of each, in the order of the ids
     */
    public Flux<Outcome> perform(Iterable<String> ids, IncidentAction action, ActionOptions options) {
        return bulk(action, options).perform(ids);
    }

    /**
     * Changes incidents as their ids come, for example those of a scan. A scan whose filter the action changes lists its ids to
     * the end first.
     *
     * <p><b>Laziness</b>, <b>Cancellation</b>: as the method above.
     * <br><b>Demand</b>: as there; no id is asked for that no chunk is wanted for.
     * <br><b>Errors</b>: as there, and those of the source. Ids that were not taken from the source before an error or a stop
     * have no outcome.
     *
     * @param ids the incidents; may have no end
     * @param action what is to become of each
     * @param options how
     * @return what became of each, in the order of the ids
     */
    public Flux<Outcome> perform(Publisher<String> ids, IncidentAction action, ActionOptions options) {
        return bulk(action, options).perform(ids);
    }

    private BulkAction bulk(IncidentAction action, ActionOptions options) {
        return client.bulk(IncidentsActions.PERFORM_INCIDENT_ACTION, action.request(), options);
    }

    /**
     * Changes incidents in one call, and gives its reply as it is.
     *
     * <p><b>Laziness</b>: nothing is sent before subscription; each subscription sends the call anew.
     * <br><b>Demand</b>: one reply, whatever the demand.
     * <br><b>Cancellation</b>: aborts the call; a request that was on its way may still be executed.
     * <br><b>Errors</b>: the family of {@link io.falconflux.error.FalconException}. A call that adds a comment is not
     * repeated once it may have been executed: {@link io.falconflux.error.NoReplyException#sent()} says so.
     *
     * @param request the ids, at most 5,000 by the API, and the actions
     * @param updateDetects whether the detections of the incidents follow; null leaves it to the service
     * @param overwriteDetects whether values that someone set on a detection are replaced; null leaves it to the service
     */
    public Mono<ApiReply<UpdateResults>> perform(
            EntityActionRequest request, @Nullable Boolean updateDetects, @Nullable Boolean overwriteDetects) {
        return api.performIncidentAction(request, updateDetects, overwriteDetects);
    }
}
