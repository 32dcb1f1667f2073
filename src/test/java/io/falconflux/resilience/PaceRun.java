package io.falconflux.resilience;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/** A client that always has calls to make and makes them at the pace, in time that is only counted. */
final class PaceRun {

    private record Event(double at, long number, Ticket ticket, Map<String, String> reply) {}

    private static final Ticket NONE = new Ticket(-1, Instant.EPOCH, false);

    private final ModelAllowance service;
    private final Random random;
    private final double latency;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingDouble(Event::at).thenComparingLong(Event::number));
    private long number;
    private Pace pace = Pace.START;
    private int permits;
    private Instant wake = Instant.MIN;

    PaceRun(ModelAllowance service, int permits, double latency, Random random) {
        this.service = service;
        this.permits = permits;
        this.latency = latency;
        this.random = random;
    }

    void run(double seconds) {
        double begin = 1.7e9 + random.nextInt(100_000) / 1000.0;
        add(begin, NONE, Map.of());
        for (Event event = events.poll(); event != null && event.at < begin + seconds; event = events.poll()) {
            if (event.ticket != NONE && event.reply.isEmpty()) {
                add(event.at + travel(), event.ticket, service.call(event.at));
                continue;
            }
            if (event.ticket != NONE) {
                permits++;
                Word word = new Word(Integer.parseInt(event.reply.get("status")), RateHeaders.of(event.reply));
                pace = word.turn(pace, event.ticket, instant(event.at));
            }
            send(event.at);
        }
    }

    private void send(double now) {
        while (permits > 0) {
            Instant opens = pace.opens(false);
            if (opens.isAfter(instant(now))) {
                if (!opens.equals(Instant.MAX) && !opens.equals(wake)) {
                    wake = opens;
                    add(opens.toEpochMilli() / 1000.0, NONE, Map.of());
                }
                return;
            }
            permits--;
            add(now + travel(), pace.ticket(instant(now)), Map.of());
            pace = pace.sent();
        }
    }

    private void add(double at, Ticket ticket, Map<String, String> reply) {
        events.add(new Event(at, number++, ticket, reply));
    }

    /** Half a round trip, now shorter and now longer. */
    private double travel() {
        return latency * (0.3 + 0.4 * random.nextDouble());
    }

    private static Instant instant(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }
}
