package io.falconflux.transport;

import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/**
 * Leads connections through a proxy. Reactor Netty looks the proxy's name up anew for each request, on the thread that sends it;
 * here it is looked up on a thread that may wait, and remembered for a while.
 */
final class Tunnel {

    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final Proxy proxy;
    private final Duration patience;
    private final Mono<InetSocketAddress> address;

    Tunnel(Proxy proxy, Duration patience) {
        this.proxy = proxy;
        this.patience = patience;
        this.address = Mono.fromCallable(() -> lookUp(proxy))
                .subscribeOn(Schedulers.boundedElastic())
                .cache(found -> REMEMBERED, error -> Duration.ZERO, () -> Duration.ZERO);
    }

    private static InetSocketAddress lookUp(Proxy proxy) throws UnknownHostException {
        InetSocketAddress found = new InetSocketAddress(proxy.host(), proxy.port());
        if (found.isUnresolved()) {
            throw new UnknownHostException(proxy.host());
        }
        return found;
    }

    /** Names are for the proxy to look up, whatever event loops the client runs on: with its own, Reactor Netty would do that itself. */
    HttpClient through(HttpClient client) {
        return client.resolver(NoopAddressResolverGroup.INSTANCE)
                .proxyWhen((config, spec) -> address.map(found -> provider(spec, found)));
    }

    private ProxyProvider.Builder provider(ProxyProvider.TypeSpec spec, InetSocketAddress found) {
        ProxyProvider.Builder builder = spec.type(
                        proxy.kind() == Proxy.Kind.HTTP ? ProxyProvider.Proxy.HTTP : ProxyProvider.Proxy.SOCKS5)
                .socketAddress(found)
                .connectTimeoutMillis(patience.toMillis());
        String user = proxy.user();
        String password = proxy.password();
        return user == null || password == null
                ? builder
                : builder.username(user).password(name -> password);
    }
}
