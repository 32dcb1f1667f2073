package io.falconflux.transport;

import io.netty.util.NetUtil;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * One entry of the hosts that are reached without a proxy. Names are never looked up.
 *
 * @param host a name, an address or {@code *}; in small letters
 * @param port the port; 0 for all
 * @param bits how many bits of an address must agree; -1 if it is no range
 * @param below whether it stands only for the hosts below a name
 */
record DirectHost(String host, int port, int bits, boolean below) {

    static List<DirectHost> of(List<String> entries) {
        return entries.stream()
                .filter(entry -> !entry.isBlank())
                .map(DirectHost::of)
                .toList();
    }

    private static DirectHost of(String entry) {
        String text = entry.strip().toLowerCase(Locale.ROOT);
        int port = 0;
        int bits = -1;
        if (text.matches(".*[^:]:\\d{1,5}|\\[.*]:\\d{1,5}")) {
            port = Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
            text = text.substring(0, text.lastIndexOf(':'));
        } else if (text.matches("[0-9a-f:.]+/\\d{1,3}")) {
            bits = Integer.parseInt(text.substring(text.indexOf('/') + 1));
            text = text.substring(0, text.indexOf('/'));
        }
        boolean below = text.startsWith(".") || text.startsWith("*.");
        return new DirectHost(bare(below ? text.substring(text.indexOf('.') + 1) : text), port, bits, below);
    }

    boolean matches(URI service) {
        String name = service.getHost() == null ? "" : bare(service.getHost().toLowerCase(Locale.ROOT));
        if (port != 0 && port != port(service)) {
            return false;
        }
        if (host.equals("*")) {
            return true;
        }
        byte[] own = NetUtil.createByteArrayFromIpAddressString(host);
        byte[] other = NetUtil.createByteArrayFromIpAddressString(name);
        if (own != null || other != null) {
            return own != null && other != null && sameNetwork(own, other);
        }
        return name.endsWith("." + host) || !below && name.equals(host);
    }

    private boolean sameNetwork(byte[] own, byte[] other) {
        int common = bits < 0 ? own.length * 8 : Math.min(bits, own.length * 8);
        if (own.length != other.length) {
            return false;
        }
        for (int i = 0; i < common; i++) {
            int mask = 0x80 >> i % 8;
            if ((own[i / 8] & mask) != (other[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static int port(URI service) {
        return service.getPort() > 0 ? service.getPort() : "http".equalsIgnoreCase(service.getScheme()) ? 80 : 443;
    }

    private static String bare(String host) {
        String open = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return open.endsWith(".") ? open.substring(0, open.length() - 1) : open;
    }
}
