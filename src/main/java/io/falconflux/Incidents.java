package io.falconflux;

import io.falconflux.collection.FalconCollection;
import io.falconflux.collection.Lookup;
import io.falconflux.incidents.EntityActionRequest;
import io.falconflux.incidents.Incident;
import io.falconflux.incidents.IncidentsApi;
import io.falconflux.incidents.IncidentsCollections.QueryIncidents;
import io.falconflux.incidents.UpdateResults;
import io.falconflux.json.RawRow;
import io.falconflux.query.Query;
import io.falconflux.scan.Scan;
import io.falconflux.scan.ScanOptions;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The incidents of a tenant: everything that a collection can, and actions. */
public final class Incidents {

    private final FalconCollection<Incident> collection;
    private final IncidentsApi api;

    Incidents(Exchange exchange, String tenant) {
        collection = new FalconCollection<>(QueryIncidents.COLLECTION, exchange, tenant);
        api = new IncidentsApi(exchange);
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
     * Changes incidents in one call.
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
