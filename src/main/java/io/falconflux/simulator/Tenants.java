package io.falconflux.simulator;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The parent's tenant and those of its members, each made when it is first asked for, with an allowance of its own. */
final class Tenants {

    private static final int CID = 601;

    private final Settings settings;
    private final Seed seed;
    private final String parent;
    private final Map<String, Tenant> made = new ConcurrentHashMap<>();
    private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();

    Tenants(Settings settings, Seed seed) {
        this.settings = settings;
        this.seed = seed;
        this.parent = Words.hex(seed.draw(1, CID)) + Words.hex(seed.draw(2, CID));
    }

    /** The tenant of a member, of the parent if the member is empty; null if there is no such member. */
    @Nullable
    Tenant find(String memberCid) {
        String cid = memberCid.isEmpty() ? parent : plain(memberCid);
        boolean known = cid.equals(parent)
                || settings.memberCids().stream()
                        .anyMatch(member -> plain(member).equals(cid));
        return known ? made.computeIfAbsent(cid, this::make) : null;
    }

    Tenant parent() {
        return made.computeIfAbsent(parent, this::make);
    }

    Allowance allowance(Tenant tenant) {
        Duration window = settings.allowanceWindow();
        return allowances.computeIfAbsent(
                tenant.cid(),
                cid -> new Allowance(settings.allowance(), 6_000, window, settings.clock(), settings.rolling()));
    }

    private Tenant make(String cid) {
        Seed own = cid.equals(parent) ? seed : seed.fork(cid.hashCode());
        return new Tenant(cid, own, settings);
    }

    /** Without the checksum that the console shows behind it. */
    private static String plain(String cid) {
        String lower = cid.toLowerCase(Locale.ROOT);
        return lower.matches("[0-9a-f]{32}-[0-9a-z]{2}") ? lower.substring(0, 32) : lower;
    }
}
