package io.falconflux.simulator;

import static io.falconflux.simulator.Caller.INCIDENT_QUERY;
import static io.falconflux.simulator.Caller.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rows under other people's hands, ties, layouts, and a million of them. */
class TenantTest {

    private static SimulatorBuilder incidents(int count) {
        return FalconSimulator.builder().incidents(count).behaviors(20).crowdScores(20);
    }

    @Test
    void insertedRowsTakeTheirPlaceInTime() {
        try (FalconSimulator falcon = incidents(100).start()) {
            Tenant tenant = falcon.tenant();
            List<String> before = tenant.incidentIds("");
            String first = tenant.insert(Instant.parse("2024-12-31T23:59:59.9Z"));
            List<String> now = tenant.insert(2);
            List<String> after = tenant.incidentIds("");
            assertEquals(103, after.size());
            assertEquals(first, after.get(0));
            assertEquals(before, after.subList(1, 101));
            assertEquals(now, after.subList(101, 103));
            assertTrue(tenant.incident(first).orElseThrow().contains("\"start\":\"2024-12-31T23:59:59Z\""));
            String behavior = tenant.insertBehavior(Instant.parse("2030-01-01T00:00:00Z"));
            String score = tenant.insertCrowdScore(Instant.parse("2030-01-01T00:00:00Z"));
            assertEquals(List.of(behavior), tenant.behaviorIds("timestamp:>'2029'"));
            assertEquals(List.of(score), tenant.crowdScoreIds("timestamp:>'2029'"));
            assertEquals(2, tenant.delete(behavior, score, "ind:" + "0".repeat(32) + ":1-2-3"));
            assertEquals(20, tenant.behaviorIds("").size());
            assertEquals(20, tenant.crowdScoreIds("").size());
        }
    }

    @Test
    void deletedRowsAreGoneFromListsAndEntities() {
        try (FalconSimulator falcon = incidents(10).start()) {
            Tenant tenant = falcon.tenant();
            List<String> ids = new ArrayList<>(tenant.incidentIds(""));
            String gone = ids.remove(4);
            assertEquals(1, tenant.delete(gone, gone));
            assertEquals(ids, tenant.incidentIds(""));
            assertTrue(tenant.incident(gone).isEmpty());
            assertFalse(tenant.change(gone, change -> change.status(40)));
        }
    }

    @Test
    void aChangeIsSeenByFiltersAndSortsAtOnce() {
        try (FalconSimulator falcon = incidents(50).start()) {
            Tenant tenant = falcon.tenant();
            String id = tenant.incidentIds("").get(20);
            assertEquals(List.of(), tenant.incidentIds("tags:'new'"));
            assertTrue(tenant.change(
                    id, change -> change.addTag("new").state("odd").start(Instant.EPOCH)));
            assertEquals(List.of(id), tenant.incidentIds("tags:'new'"));
            assertEquals(List.of(id), tenant.incidentIds("state:'odd'+tags:'n*'"));
            assertEquals(id, tenant.incidentIds("").get(0));
            assertEquals(50, tenant.incidentIds("").size());
            assertEquals(List.of(id), tenant.incidentIds("modified_timestamp:>'2026-01-01'"));
            String before = tenant.incident(id).orElseThrow();
            tenant.change(id, change -> change.silently().deleteTag("new"));
            String after = tenant.incident(id).orElseThrow();
            assertNotEquals(before, after);
            assertEquals(modified(before), modified(after));
        }
    }

    private static String modified(String json) {
        // the hosts have one too, so the last
        int at = json.lastIndexOf("\"modified_timestamp\"");
        return json.substring(at, json.indexOf(',', at));
    }

    @Test
    void indexesStayRightUnderRandomChanges() {
        Random random = new Random(7);
        try (FalconSimulator falcon = incidents(300).layout(Layout.perSecond(7)).start()) {
            Tenant tenant = falcon.tenant();
            for (int round = 0; round < 60; round++) {
                List<String> ids = tenant.incidentIds("");
                for (int i = 0; i < 5; i++) {
                    String id = ids.get(random.nextInt(ids.size()));
                    Instant moment = Layout.FIRST.plusSeconds(random.nextInt(60));
                    switch (random.nextInt(3)) {
                        case 0 -> tenant.delete(id);
                        case 1 -> tenant.insert(moment);
                        default -> tenant.change(id, change -> change.start(moment));
                    }
                }
                List<String> all = tenant.incidentIds("");
                assertEquals(all.size(), new HashSet<>(all).size());
                List<String> starts = all.stream().map(id -> start(tenant, id)).toList();
                List<String> sorted = new ArrayList<>(starts);
                Collections.sort(sorted);
                assertEquals(sorted, starts);
                long late = starts.stream()
                        .filter(start -> start.compareTo("2025-01-01T00:00:30Z") >= 0)
                        .count();
                assertEquals(
                        late,
                        tenant.incidentIds("start:>='2025-01-01T00:00:30Z'").size());
            }
        }
    }

    private static String start(Tenant tenant, String id) {
        String json = tenant.incident(id).orElseThrow();
        int at = json.lastIndexOf("\"start\":\"") + 9;
        return json.substring(at, at + 20);
    }

    @Test
    void shuffledTiesChangePlacesOnlyAmongThemselves() throws Exception {
        try (FalconSimulator falcon =
                incidents(400).layout(Layout.perSecond(40)).shuffledTies(true).start()) {
            Caller caller = new Caller(falcon).signedIn();
            List<String> first = page(caller);
            List<String> second = page(caller);
            assertNotEquals(first, second);
            for (int group = 0; group < 400; group += 40) {
                assertEquals(
                        new TreeSet<>(first.subList(group, group + 40)),
                        new TreeSet<>(second.subList(group, group + 40)));
            }
            assertEquals(400, new HashSet<>(first).size());
        }
    }

    private static List<String> page(Caller caller) throws Exception {
        List<String> ids = new ArrayList<>();
        json(caller.query(INCIDENT_QUERY, "sort", "start.asc", "limit", "500"))
                .path("resources")
                .forEach(id -> ids.add(id.asText()));
        return ids;
    }

    @Test
    void theHookChangesTheTenantInTheMiddleOfAScan() throws Exception {
        AtomicInteger queries = new AtomicInteger();
        Tenant[] tenant = new Tenant[1];
        try (FalconSimulator falcon = incidents(100)
                .onRequest(request -> {
                    if (request.path().contains("queries") && queries.incrementAndGet() == 2) {
                        tenant[0].delete(tenant[0].incidentIds("").get(0));
                    }
                })
                .start()) {
            tenant[0] = falcon.tenant();
            List<String> seen = new Caller(falcon).signedIn().ids("", "start.asc", 50);
            assertEquals(99, seen.size(), "one row slipped over the seam");
        }
    }

    @Test
    void allRowsCanShareOneInstant() {
        try (FalconSimulator falcon =
                incidents(2_000).layout(Layout.oneInstant()).start()) {
            assertEquals(
                    2_000,
                    falcon.tenant().incidentIds("start:'2025-01-01T00:00:00Z'").size());
            assertEquals(20, new HashSet<>(falcon.tenant().crowdScoreIds("")).size());
        }
    }

    @Test
    void everyDocumentedSortIsTakenAndSorts() throws Exception {
        try (FalconSimulator falcon = incidents(300).start()) {
            Caller caller = new Caller(falcon).signedIn();
            for (String field : List.of(
                    "assigned_to",
                    "assigned_to_name",
                    "end",
                    "modified_timestamp",
                    "name",
                    "sort_score",
                    "start",
                    "state",
                    "status")) {
                List<String> up = caller.ids("", field + ".asc", 500);
                List<String> down = caller.ids("", field + ".desc", 500);
                assertEquals(new TreeSet<>(up), new TreeSet<>(down), field);
                assertNotEquals(up, down, field);
            }
        }
    }

    @Test
    void aMillionRowsAreSearchedInMilliseconds() {
        try (FalconSimulator falcon = incidents(1_000_000).start()) {
            Table<IncidentRows> table = falcon.tenant().incidents();
            IncidentRows rows = table.shape();
            SortOrder start = rows.sort("start.asc");
            table.list(new Search("", start, 0, 1), rows::id, 0);
            long began = System.nanoTime();
            for (int day = 1; day <= 28; day++) {
                String filter = String.format("start:>='2025-02-%02d'+start:<'2025-03-%02d'", day, day);
                Listing<String> page = table.list(new Search(filter, start, 9_000, 500), rows::id, 0);
                assertEquals(500, page.rows().size());
            }
            Duration each = Duration.ofNanos((System.nanoTime() - began) / 28);
            assertTrue(each.toMillis() < 50, "a search took " + each);
        }
    }
}
