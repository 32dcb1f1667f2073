package io.falconflux.simulator;

import java.time.Clock;

/** Replies that a fault puts in the place of the real one. */
final class Invented {

    private final Router router;
    private final Clock clock;

    Invented(Router router, Clock clock) {
        this.router = router;
        this.clock = clock;
    }

    /** The reply that a fault of the kind STATUS or STRING_CODE asks for. */
    Reply reply(Call call, Fault fault) {
        if (fault.effect() == Effect.STRING_CODE) {
            return stringCode(call, fault.argument().isEmpty() ? 500 : Integer.parseInt(fault.argument()));
        }
        return switch (fault.form()) {
            case HTML -> headed(Reply.text(fault.status(), "text/html", html(fault.status())), fault);
            case TEXT -> headed(Reply.text(fault.status(), "text/plain", words(fault.status())), fault);
            case EMPTY -> headed(new Reply(fault.status(), "", new byte[0]), fault);
            case JSON -> json(call, fault);
        };
    }

    private Reply json(Call call, Fault fault) {
        if (fault.status() == 401) {
            return router.unauthorized(call, "access denied, authorization failed");
        }
        String message = switch (fault.status()) {
            case 403 -> "access denied, scope not permitted";
            case 404 -> "404: Page Not Found";
            case 409 -> "Conflict: the resource was modified at the same time";
            case 429 -> "API rate limit exceeded.";
            default -> words(fault.status());
        };
        return headed(Router.gateway(call, fault.status(), message), fault);
    }

    private Reply headed(Reply reply, Fault fault) {
        if (fault.status() == 429) {
            long wait = fault.argument().isEmpty() ? 2 : Long.parseLong(fault.argument());
            reply.with("X-Ratelimit-Limit", "6000").with("X-Ratelimit-Remaining", "0");
            reply.with("X-Ratelimit-Retryafter", Long.toString(clock.instant().getEpochSecond() + wait));
        }
        if (fault.status() / 100 == 3 && !fault.argument().isEmpty()) {
            reply.with("Location", fault.argument());
        }
        return reply;
    }

    private static Reply stringCode(Call call, int status) {
        JsonBytes out = Envelope.open(call, Envelope.GATEWAY, 512);
        out.key("errors").open('[').open('{');
        out.text("code", Integer.toString(status))
                .text("message", words(status))
                .text("id", call.traceId());
        return Reply.json(status, out.close('}').close(']').close('}'));
    }

    private static String words(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 410 -> "Gone";
            case 500 -> "Internal Server Error: Please provide trace-id='' to support";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Status " + status;
        };
    }

    private static String html(int status) {
        return "<html>\r\n<head><title>" + status + " " + words(status) + "</title></head>\r\n<body>\r\n<center><h1>"
                + status + " " + words(status)
                + "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
    }
}
