package io.falconflux.cli;

import io.falconflux.FalconClient;
import io.falconflux.error.QueryException;
import io.falconflux.query.Field;
import io.falconflux.query.Fql;
import io.falconflux.query.Query;
import io.falconflux.transport.ApiReply;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What now is, for times that are relative to it: by the service's clock, since the local one may be wrong and rows have the service's
 * times. The local clock serves only where the service does not tell its own.
 */
final class ServiceNow {

    private ServiceNow() {}

    /** Returns the local clock's now, which does where nothing is relative to it. */
    static Instant local() {
        return Clock.systemUTC().instant();
    }

    /**
     * Returns the service's now: it came with the token, else one row is listed.
     *
     * @param falcon the service
     * @param kind what can be listed
     */
    static Mono<Instant> of(FalconClient falcon, Kind kind) {
        return falcon.serviceTime()
                .switchIfEmpty(
                        Mono.defer(() -> kind.glimpse(falcon.exchange(), null).mapNotNull(ApiReply::served)))
                .switchIfEmpty(Mono.fromSupplier(ServiceNow::local));
    }

    /**
     * Returns the service's now as any of some members hears it; a member that fails hinders none of the others.
     *
     * @param falcon their parent
     * @param cids the members
     * @param kind what can be listed
     */
    static Mono<Instant> of(FalconClient falcon, List<String> cids, Kind kind) {
        return Flux.fromIterable(cids)
                .concatMap(
                        cid -> Mono.using(() -> falcon.forMember(cid), member -> of(member, kind), FalconClient::close)
                                .onErrorComplete(),
                        1)
                .next()
                .switchIfEmpty(Mono.fromSupplier(ServiceNow::local));
    }

    /**
     * Reads a filter and puts its relative times in terms of now.
     *
     * @param filter the filter; blank for none
     * @param fields the fields that the document lists
     * @param now what now is
     * @throws QueryException if the filter leaves something open, or such a time lies outside the years 0 to 9999
     */
    static Query query(String filter, List<Field> fields, Instant now) {
        return read(filter)
                .filter()
                .map(fql -> Query.where(Fql.resolveTimes(fql, fields, now)))
                .orElse(Query.all());
    }

    /** Tells whether a filter holds a time that is relative to now. */
    static boolean matters(String filter, List<Field> fields) {
        return read(filter)
                .filter()
                .map(fql -> !Fql.resolveTimes(fql, fields, Instant.EPOCH).equals(fql))
                .orElse(false);
    }

    /** The service decides whether a filter is right; what no service can read needs no call to be refused. */
    private static Query read(String filter) {
        Fql.requireClosed(filter);
        return Query.parse(filter);
    }
}
