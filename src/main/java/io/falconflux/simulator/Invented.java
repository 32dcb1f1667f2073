package io.falconflux.simulator;

/** Replies that a fault puts in the place of the real one. */
final class Invented {

    static final String TOO_MANY = "API rate limit exceeded.";

    private Invented() {}

    /** The reply that a fault of the kind STATUS or STRING_CODE asks for. */
    static Reply reply(Call call, Fault fault, Settings settings) {
        if (fault.effect() == Effect.STRING_CODE) {
            return stringCode(call, fault.argument().isEmpty() ? 500 : Integer.parseInt(fault.argument()));
        }
        int status = fault.status();
        Reply reply = switch (fault.form()) {
            case HTML -> Reply.text(status, "text/html", html(status));
            case TEXT -> Reply.text(status, "text/plain", words(status));
            case EMPTY -> Reply.empty(status);
            case JSON -> Envelope.refused(call, Envelope.GATEWAY, status, words(status));
        };
        if (status == 429) {
            tooMany(reply, fault.argument(), settings);
        }
        return status / 100 == 3 && !fault.argument().isEmpty() ? reply.with("Location", fault.argument()) : reply;
    }

    /** RetryAfter in seconds; in milliseconds if the argument ends in "ms"; not at all if it is "none". */
    private static void tooMany(Reply reply, String argument, Settings settings) {
        int limit = settings.allowance() == 0 ? 6_000 : settings.allowance();
        reply.with("X-Ratelimit-Limit", Integer.toString(limit)).with("X-Ratelimit-Remaining", "0");
        long now = settings.clock().millis();
        if (argument.endsWith("ms")) {
            long wait = Long.parseLong(argument.substring(0, argument.length() - 2));
            reply.with("X-Ratelimit-Retryafter", Long.toString(now + wait));
        } else if (!argument.equals("none")) {
            long wait = argument.isEmpty() ? 2 : Long.parseLong(argument);
            reply.with("X-Ratelimit-Retryafter", Long.toString(Math.floorDiv(now + 999, 1_000) + wait));
        }
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
            case 403 -> "access denied, scope not permitted";
            case 404 -> "404: Page Not Found";
            case 409 -> "Conflict: the resource was modified at the same time";
            case 429 -> TOO_MANY;
            case 410 -> "Gone";
            case 500 -> "Internal Server Error: Please provide the trace id to support";
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
