package io.falconflux.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The machines of a tenant. There are far fewer than incidents, so each is written to JSON once and copied from then on;
 * that is most of what an incident's JSON is.
 */
final class Hosts {

    private static final int ID_HIGH = 101;
    private static final int ID_LOW = 102;
    private static final int SYSTEM = 103;
    private static final int NAME = 104;
    private static final int ADDRESS = 105;
    private static final int MOMENT = 106;
    private static final int MAC = 107;
    private static final int GROUP = 108;

    private static final List<List<String>> SYSTEMS = List.of(
            List.of("Windows", "0", "Windows 11", "10", "0", "1", "Workstation", "WS", "Dell Inc.", "Latitude 5440"),
            List.of(
                    "Windows",
                    "0",
                    "Windows Server 2022",
                    "10",
                    "0",
                    "3",
                    "Server",
                    "SRV",
                    "VMware, Inc.",
                    "VMware7,1"),
            List.of("Mac", "1", "Sonoma (14)", "23", "4", "1", "Workstation", "MAC", "Apple Inc.", "Mac14,9"),
            List.of("Linux", "3", "Ubuntu 22.04", "5", "15", "3", "Server", "LNX", "Amazon EC2", "m5.large"));

    private final Seed seed;
    private final String cid;
    private final AtomicReferenceArray<byte[]> written;
    private final AtomicReferenceArray<String> ids;

    Hosts(Seed seed, String cid, int rows) {
        this.seed = seed;
        this.cid = cid;
        this.written = new AtomicReferenceArray<>(Math.max(3, Math.min(4096, rows / 16)));
        this.ids = new AtomicReferenceArray<>(written.length());
    }

    /** How many machines there are. */
    int count() {
        return written.length();
    }

    /** The id that the service calls aid, device id or host id. */
    String id(int host) {
        String id = ids.get(host);
        if (id == null) {
            id = Words.hex(seed.draw(host, ID_HIGH)) + Words.hex(seed.draw(host, ID_LOW));
            ids.set(host, id);
        }
        return id;
    }

    String name(int host) {
        return system(host).get(7) + "-"
                + Words.hex(seed.draw(host, NAME)).substring(0, 7).toUpperCase(java.util.Locale.ROOT);
    }

    byte[] json(int host) {
        byte[] json = written.get(host);
        if (json == null) {
            json = write(host);
            written.set(host, json);
        }
        return json;
    }

    private List<String> system(int host) {
        return SYSTEMS.get(seed.pick(host, SYSTEM, 10) % SYSTEMS.size());
    }

    private byte[] write(int host) {
        List<String> system = system(host);
        long seen = TimeText.nanos(Layout.FIRST) + seed.pick(host, MOMENT, 20_000_000) * TimeText.SECOND;
        JsonBytes out = new JsonBytes(2_048)
                .open('{')
                .text("device_id", id(host))
                .text("cid", cid)
                .text("agent_load_flags", "0")
                .time("agent_local_time", seen + 731_000_000L, 3)
                .text("agent_version", "7.11.18110.0")
                .text("bios_manufacturer", system.get(8))
                .text("bios_version", "1.20." + host % 10)
                .text("config_id_base", "65994763")
                .text("config_id_build", "18110")
                .text("config_id_platform", system.get(1))
                .text("external_ip", "203.0.113." + seed.pick(host, ADDRESS, 254))
                .text("hostname", name(host))
                .time("first_seen", seen - 9_000_000 * TimeText.SECOND, 0)
                .time("last_login_timestamp", seen - 4_000 * TimeText.SECOND, 0)
                .text("last_login_user", Words.USERS.get(seed.pick(host, NAME, Words.USERS.size())))
                .time("last_seen", seen, 0)
                .text("local_ip", "10." + host / 256 % 256 + "." + host % 256 + "." + seed.pick(host, MAC, 254))
                .text("mac_address", mac(host))
                .text("machine_domain", "corp.example.com")
                .text("major_version", system.get(3))
                .text("minor_version", system.get(4))
                .text("os_version", system.get(2))
                .text("platform_id", system.get(1))
                .text("platform_name", system.get(0))
                .text("product_type", system.get(5))
                .text("product_type_desc", system.get(6))
                .text("site_name", "Default-First-Site-Name")
                .text("status", host % 37 == 0 ? "contained" : "normal")
                .text("system_manufacturer", system.get(8))
                .text("system_product_name", system.get(9))
                .texts("ou", List.of(system.get(6) + "s", "Zürich"))
                .texts("groups", List.of(Words.hex(seed.draw(host % 8, GROUP)) + Words.hex(seed.draw(host % 8, MAC))));
        if (system.get(8).startsWith("Amazon")) {
            out.text("service_provider", "AWS_EC2_V2").text("service_provider_account_id", "123456789012");
            out.text("instance_id", "i-" + Words.hex(seed.draw(host, MAC)));
        }
        if (host % 5 == 0) {
            out.texts("tags", List.of("SensorGroupingTags/Pilot"));
        }
        return out.time("modified_timestamp", seen + 60 * TimeText.SECOND, 0)
                .close('}')
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private String mac(int host) {
        String digits = Words.hex(seed.draw(host, MAC));
        StringBuilder mac = new StringBuilder("02");
        for (int i = 0; i < 10; i += 2) {
            mac.append('-').append(digits, i, i + 2);
        }
        return mac.toString();
    }
}
