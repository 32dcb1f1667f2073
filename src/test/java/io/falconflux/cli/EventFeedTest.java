package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.publisher.TestPublisher;

class EventFeedTest {

    @Test
    void nothingIsAskedForBeforeItIsWanted() {
        long[] asked = {0};
        EventFeed<Integer> feed = new EventFeed<>();
        Flux.range(1, 3).doOnRequest(n -> asked[0] += n).subscribe(feed);

        assertEquals(0, asked[0]);
        assertEquals(1, feed.next());
        assertEquals(1, asked[0]);
        assertEquals(2, feed.next());
        assertEquals(3, feed.next());
        assertNull(feed.next());
    }

    @Test
    void anErrorIsThrownAsItCame() {
        IllegalArgumentException error = new IllegalArgumentException("no");
        EventFeed<Integer> feed = new EventFeed<>();
        Flux.<Integer>error(error).subscribe(feed);

        assertSame(error, assertThrows(IllegalArgumentException.class, feed::next));
    }

    @Test
    void stoppingCancelsAndEndsTheWait() {
        TestPublisher<Integer> publisher = TestPublisher.create();
        EventFeed<Integer> feed = new EventFeed<>();
        publisher.subscribe(feed);

        feed.stop();

        assertNull(feed.next());
        assertTrue(feed.stopped());
        publisher.assertCancelled();
    }
}
