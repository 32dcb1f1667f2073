package io.falconflux.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** How a command learns that the user wants it to stop. */
interface Interrupts {

    /** Nobody interrupts. */
    Interrupts NONE = (stop, work) -> work.getAsInt();

    /**
     * Does work that can be stopped.
     *
     * @param stop is run on another thread when the user interrupts, so that the work ends; must return soon
     * @param work the work, which returns an exit code
     * @return the exit code
     */
    int during(Runnable stop, IntSupplier work);

    /**
     * Returns interrupts by signal. The virtual machine runs its shutdown hooks and then ends with 128 and the number of the
     * signal, 130 for SIGINT; the hook holds it until the work has ended in good order.
     */
    static Interrupts ofProcess() {
        return (stop, work) -> {
            CountDownLatch ended = new CountDownLatch(1);
            Thread hook = new Thread(
                    () -> {
                        stop.run();
                        await(ended);
                    },
                    "falconflux-interrupt");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                return work.getAsInt();
            } finally {
                ended.countDown();
                forget(hook);
            }
        };
    }

    private static void await(CountDownLatch ended) {
        try {
            if (!ended.await(15, TimeUnit.SECONDS)) {
                System.err.println("falconflux: gave up waiting for the end of the work");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook is what let this come so far
        }
    }
}
