package io.falconflux.member;

import io.falconflux.flow.OnDemand;
import io.falconflux.scan.Finished;
import io.falconflux.scan.Page;
import io.falconflux.scan.Progress;
import io.falconflux.scan.ScanEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * The scans of many members as one: two views of the same work. Each subscription to either scans anew and has all its state
 * to itself. Rows of one member keep their order; those of different members come as they come.
 *
 * @param <T> the type of a row
 */
public final class MemberScan<T> {

    private final List<String> cids;
    private final Function<String, ? extends Publisher<ScanEvent<T>>> scans;
    private final int inFlight;

    /**
     * Describes a scan; nothing happens before a view is subscribed to.
     *
     * @param cids the members' customer ids, none twice
     * @param scans opens the scan of one member
     * @param inFlight members scanned at a time, at least 1
     */
    public MemberScan(List<String> cids, Function<String, ? extends Publisher<ScanEvent<T>>> scans, int inFlight) {
        this.cids = List.copyOf(cids);
        this.scans = Objects.requireNonNull(scans, "scans");
        this.inFlight = inFlight;
    }

    /**
     * Returns everything that the members' scans have to tell. For each member exactly one {@link MemberEnd} comes, and
     * nothing of that member after it, whatever its scan ended in.
     *
     * <p><b>Laziness</b>: nothing happens before demand; each subscription scans anew.
     * <br><b>Demand</b>: one event each; one page of each member in flight is fetched ahead.
     * <br><b>Cancellation</b>: aborts the calls in flight of all members and keeps nothing.
     * <br><b>Errors</b>: none; a member's error is its end.
     */
    public Flux<MemberEvent<T>> events() {
        return stream().checkpoint("member scan events [falcon]");
    }

    /**
     * Returns the rows with their members' customer ids.
     *
     * <p><b>Laziness</b>, <b>Cancellation</b>: as {@link #events()}.
     * <br><b>Demand</b>: no page is asked for while the rows at hand cover the demand, but one of each member in flight.
     * <br><b>Errors</b>: {@link IncompleteMembersException} after the rows of all members, if any of them lacks rows.
     */
    public Flux<MemberItem<T>> items() {
        return Flux.defer(() -> {
                    List<MemberEnd<T>> ends = new ArrayList<>();
                    return stream()
                            .concatMap(event -> items(event, ends), 0)
                            .concatWith(Flux.defer(() -> verdict(ends)));
                })
                .checkpoint("member scan items [falcon]");
    }

    private Flux<MemberEvent<T>> stream() {
        return OnDemand.defer(() -> Flux.fromIterable(cids).flatMap(this::member, inFlight, 1));
    }

    private Flux<MemberEvent<T>> member(String cid) {
        return Flux.defer(() -> scans.apply(cid))
                .map(event -> of(cid, event))
                .onErrorResume(error -> Flux.just(MemberEnd.failed(cid, error)));
    }

    private static <T> MemberEvent<T> of(String cid, ScanEvent<T> event) {
        if (event instanceof Page<T> page) {
            return new MemberPage<>(cid, page);
        }
        return event instanceof Finished<T> finished
                ? MemberEnd.of(cid, finished)
                : new MemberProgress<>(cid, (Progress<T>) event);
    }

    private static <T> Flux<MemberItem<T>> items(MemberEvent<T> event, List<MemberEnd<T>> ends) {
        if (event instanceof MemberEnd<T> end) {
            ends.add(end);
        }
        return event instanceof MemberPage<T> page
                ? Flux.fromIterable(page.page().items()).map(item -> new MemberItem<>(page.cid(), item))
                : Flux.empty();
    }

    private static <T> Flux<MemberItem<T>> verdict(List<MemberEnd<T>> ends) {
        return ends.stream().allMatch(MemberEnd::complete)
                ? Flux.empty()
                : Flux.error(() -> new IncompleteMembersException(ends));
    }
}
