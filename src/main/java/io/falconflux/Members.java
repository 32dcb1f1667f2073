package io.falconflux;

import io.falconflux.auth.MemberCid;
import io.falconflux.member.MemberScan;
import io.falconflux.scan.Scan;
import io.falconflux.scan.ScanEvent;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/**
 * Many members of one parent, to be scanned as one. For example:
 *
 * <pre>{@code
 * falcon.members(cids)
 *         .scan(member -> member.incidents().scan(Query.all()))
 *         .items()
 *         .doOnNext(row -> System.out.println(row.cid() + " " + row.item().incidentId()))
 * }</pre>
 */
public final class Members {

    private static final int IN_FLIGHT = 8;

    private final FalconClient parent;
    private final List<String> cids;
    private final int inFlight;

    private Members(FalconClient parent, List<String> cids, int inFlight) {
        this.parent = parent;
        this.cids = cids;
        this.inFlight = inFlight;
    }

    static Members of(FalconClient parent, Collection<String> cids) {
        return new Members(
                parent, cids.stream().map(MemberCid::plain).distinct().toList(), IN_FLIGHT);
    }

    /** Returns the customer ids, each once, 32 hex digits in lower case. */
    public List<String> cids() {
        return cids;
    }

    /**
     * Returns the same members, so many of them scanned at a time.
     *
     * @param members at least 1; 8 unless set
     * @throws IllegalArgumentException if it is less
     */
    public Members inFlight(int members) {
        if (members < 1) {
            throw new IllegalArgumentException("inFlight must be at least 1, not " + members);
        }
        return new Members(parent, cids, members);
    }

    /**
     * Scans the members side by side, each with a token, a pace and errors of its own. A member that fails ends and slows no
     * other: the connections are divided among the members in flight. Its token is revoked when its scan has ended.
     *
     * @param scan from the client of a member to the scan; it must scan that client's rows and may keep nothing of it
     * @param <T> the type of a row
     */
    public <T> MemberScan<T> scan(Function<FalconClient, Scan<T>> scan) {
        Objects.requireNonNull(scan, "scan");
        int permits = parent.share(Math.max(1, Math.min(inFlight, cids.size())));
        return new MemberScan<>(cids, cid -> events(cid, permits, scan), inFlight);
    }

    private <T> Flux<ScanEvent<T>> events(String cid, int permits, Function<FalconClient, Scan<T>> scan) {
        return Flux.using(
                () -> parent.forMember(cid, permits),
                member -> scan.apply(member).events(),
                FalconClient::leave);
    }
}
