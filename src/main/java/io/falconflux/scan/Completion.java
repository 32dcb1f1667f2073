package io.falconflux.scan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes sure of a page that is shorter than was asked for: asks for its rest, from a few rows before its end. If only those come, it is
 * the end; if the service counts other rows, when that was seen several times. An empty answer proves nothing, and is believed when it
 * was given several times. If others come, the page was cut
 * short or shifted, or rows came meanwhile, and the whole is asked for again, a few times. What then is still short goes on
 * behind its last row.
 *
 * <p>State: how the answers were so far, touched by one call at a time.
 */
final class Completion<T> {

    /** How often the rest is asked for. Rows that come at every request must not keep a page open for ever. */
    private static final int RESTS = 6;

    /** How many rows of the page its rest is asked for with, to see that the two meet; more than tie as a rule, which come in any order. */
    private static final int BACK = 12;

    private static final int EMPTY_ANSWERS = 3;

    /** No service has smaller pages. */
    private static final int LEAST_CAP = 10;

    /** How often the end is to be seen where the service counts other rows; a short answer may end in the same row by chance. */
    private static final int DOUBTED_ENDS = 3;

    private final Fetcher<T> fetcher;
    private final PageTask task;
    private int withRoom;
    private int rests;
    private int empty;
    private int ends;
    private boolean grows = true;
    private final List<Listing<T>> others = new ArrayList<>();

    Completion(Fetcher<T> fetcher, PageTask task) {
        this.fetcher = fetcher;
        this.task = task;
    }

    /** Asks for the page. */
    Mono<Listed<T>> whole() {
        return ask().map(this::heard);
    }

    /** Tells whether a page seems to be all that is left. */
    boolean seemsToEnd(Listed<T> page) {
        return page.size() > 0 && hadRoom(page);
    }

    /** Makes sure of the page, and returns the longest of the answers. */
    Mono<Listed<T>> answer(Listed<T> begin) {
        return sure(begin).map(page -> page.glimpsing(others));
    }

    /** Asks for a page that is expected to be empty: as often as makes sure of that, and at once as far as that may be. */
    Mono<Listed<T>> answerToNothing() {
        return several(1 + EMPTY_ANSWERS)
                .flatMap(answers -> answers.stream()
                        .map(this::heard)
                        .reduce(Completion::longer)
                        .filter(page -> page.size() > 0)
                        .map(this::sure)
                        .orElseGet(() -> Mono.just(Listed.of(answers.get(0), task))))
                .map(page -> page.glimpsing(others));
    }

    private Mono<List<Listing<T>>> several(int times) {
        return Flux.range(0, times)
                .flatMapSequential(time -> ask(), fetcher.atOnce(), 1)
                .collectList();
    }

    private Mono<Listing<T>> ask() {
        return fetcher.list(task.selection(), task.offset(), task.limit());
    }

    private Listed<T> heard(Listing<T> answer) {
        others.add(answer);
        return counted(Listed.of(answer, task));
    }

    private Listed<T> counted(Listed<T> page) {
        withRoom += hadRoom(page) ? 1 : 0;
        return page;
    }

    /** Tells whether the service had no more rows when it answered, by its own count; a count of nothing is none. */
    private boolean hadRoom(Listed<T> answer) {
        return answer.size() < task.limit()
                && task.offset() + answer.size() >= answer.total()
                && (answer.total() > 0 || answer.size() == 0);
    }

    private Mono<Listed<T>> sure(Listed<T> page) {
        if (page.size() >= task.limit()) {
            return Mono.just(page.withRoom(withRoom > 1));
        }
        if (showsItsEnd(page)) {
            return Mono.just(page);
        }
        if (page.size() == 0 && rests == 0) {
            return emptyOrNot(page);
        }
        if (rests++ == RESTS) {
            return Mono.just(ends > 0 || empty > 1 || grows || withRoom > 1 ? all(page) : page.asCut());
        }
        int back = Math.min(BACK, page.size());
        int rest = task.limit() - page.size() + back;
        return fetcher.list(task.selection(), task.offset() + page.size() - back, rest)
                .doOnNext(others::add)
                .flatMap(more -> judge(page, more, back, rest));
    }

    private static <T> Listed<T> longer(Listed<T> one, Listed<T> other) {
        return other.size() > one.size() ? other : one;
    }

    /** Nearly all that is empty is so for good, and it is asked for several times anyway: then all at once, as far as that may be. */
    private Mono<Listed<T>> emptyOrNot(Listed<T> page) {
        rests += EMPTY_ANSWERS;
        return several(EMPTY_ANSWERS).flatMap(answers -> {
            others.addAll(answers);
            Listed<T> longest =
                    answers.stream().map(answer -> Listed.of(answer, task)).reduce(page, Completion::longer);
            return longest.size() > 0 ? sure(counted(longest)) : Mono.just(page);
        });
    }

    /** Returns everything that was shown: rows come and go at the end of what is listed, and one of them may have been seen once. */
    private Listed<T> all(Listed<T> page) {
        Listed<T> all = page;
        for (Listing<T> other : others) {
            all = all.plus(other);
        }
        return all.withRoom(withRoom > 1);
    }

    /** The next window begins with the second in which this one ends, so its last row is proof enough. */
    private boolean showsItsEnd(Listed<T> page) {
        String lastId = task.window().lastId();
        return lastId != null && !task.window().last() && page.ids().contains(lastId);
    }

    private Mono<Listed<T>> judge(Listed<T> page, Listing<T> answer, int back, int rest) {
        List<String> more = answer.ids();
        if (more.isEmpty()) {
            return ++empty < EMPTY_ANSWERS ? sure(page) : onceMore(page);
        }
        boolean end = more.size()
                == back; // fewer are a false answer, and more show that there are more, though ties hide which
        if (end && new HashSet<>(page.ids()).containsAll(more)) {
            return ++ends < (task.offset() + page.size() == page.total() ? 1 : DOUBTED_ENDS)
                    ? sure(page)
                    : Mono.just(page);
        }
        empty = 0;
        ends = 0;
        if (rest == task.limit() && more.size() > page.size()) { // so short a page has the whole for its rest
            grows &= more.size() < rest && new HashSet<>(more).containsAll(page.ids());
            return sure(counted(Listed.of(answer, task)));
        }
        return whole().flatMap(again -> {
            Set<String> seen = new HashSet<>(again.ids());
            grows &=
                    more.size() >= back && more.size() < rest && seen.containsAll(more) && seen.containsAll(page.ids());
            if (isCap(page, again) && more.size() == Math.min(rest, page.size())) {
                fetcher.servesAtMost(page.size());
                return Mono.just(again.asCut());
            }
            boolean shows = again.size() == page.size() && seen.containsAll(more); // and the page does not
            return sure(shows ? again : longer(page, again));
        });
    }

    /** The page's own last rows should have come, so answers without them were false, or rows were deleted: the whole tells. */
    private Mono<Listed<T>> onceMore(Listed<T> page) {
        empty = 0;
        return whole().flatMap(again -> again.size() > page.size() ? sure(again) : Mono.just(page));
    }

    /** Tells whether a page has the same few rows each time though the service counts more. */
    private boolean isCap(Listed<T> page, Listed<T> again) {
        return page.size() >= LEAST_CAP
                && again.size() == page.size()
                && page.total() > task.offset() + page.size()
                && again.total() > task.offset() + again.size();
    }
}
