package io.falconflux.scan;

import java.util.LinkedHashMap;
import java.util.Map;

/** What stands in for a switched-off ledger: the ids of the last two windows, which neighbouring pages and seams need. */
final class RecentLedger implements Ledger {

    private final Map<String, Boolean> recent;

    RecentLedger(int most) {
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
        return recent.put(id, Boolean.TRUE) == null;
    }

    @Override
    public synchronized boolean contains(String id) {
        return recent.containsKey(id);
    }
}
