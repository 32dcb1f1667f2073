package io.falconflux.transport;

import reactor.netty.resources.LoopResources;

/**
 * The event loops that all clients of the process run on.
 *
 * <p>Those that Reactor Netty shares give a call that is made on a loop a connection of the same loop. A call that follows from the
 * reply of another is made on its loop, so all calls of a scan, which begins with one page, would be decoded by one thread. These do not.
 */
final class EventLoops {

    private static final LoopResources SHARED =
            LoopResources.create("falconflux", 1, LoopResources.DEFAULT_IO_WORKER_COUNT, true, false);

    private EventLoops() {}

    static LoopResources shared() {
        return SHARED;
    }
}
