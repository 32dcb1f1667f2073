package io.falconflux.scan;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What stands in for a switched-off ledger: the ids of the last two windows, which neighbouring pages and seams need, and those of the
 * first page, which is looked at again at the end.
 */
final class RecentLedger implements Ledger {

    private final int page;
    private final Set<String> first = new HashSet<>();
    private final Map<String, Boolean> recent;

    RecentLedger(int most, int page) {
        this.page = page;
        recent = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public synchronized boolean add(String id) {
        boolean known = recent.put(id, Boolean.TRUE) != null || first.contains(id);
        if (!known && first.size() < page) {
            first.add(id);
        }
        return !known;
    }

    @Override
    public synchronized boolean contains(String id) {
        return recent.containsKey(id) || first.contains(id);
    }
}
