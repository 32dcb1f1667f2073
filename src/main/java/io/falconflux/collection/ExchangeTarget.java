package io.falconflux.collection;

import io.falconflux.action.ActionFacts;
import io.falconflux.action.ActionFacts.Visibility;
import io.falconflux.action.ActionTarget;
import io.falconflux.action.Answer;
import io.falconflux.action.Sighting;
import io.falconflux.collection.ActionDescriptor.ReadBack;
import io.falconflux.collection.ActionRequest.Change;
import io.falconflux.error.ApiError;
import io.falconflux.json.ElementCodec;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.CallContext;
import io.falconflux.transport.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** An action over an exchange: turns chunks into calls, replies into answers, and rows into what they show. */
final class ExchangeTarget implements ActionTarget {

    private static final int NOT_FOUND = 404;

    private final ActionDescriptor descriptor;
    private final ActionRequest request;
    private final Exchange exchange;
    private final ActionFacts facts;
    private final ElementCodec<Glimpse> glimpses;

    ExchangeTarget(ActionDescriptor descriptor, ActionRequest request, Exchange exchange, String tenant) {
        this.descriptor = Objects.requireNonNull(descriptor, "descriptor");
        this.request = Objects.requireNonNull(request, "request");
        this.exchange = Objects.requireNonNull(exchange, "exchange");
        ReadBack readBack = descriptor.readBack();
        this.facts = new ActionFacts(
                descriptor.operation().id(),
                tenant,
                request.text(),
                request.summary(),
                descriptor.most(),
                request.changes().stream().noneMatch(change -> descriptor.once(change.name())),
                visibility(),
                readBack == null ? 0 : readBack.most());
        this.glimpses = Glimpse.codec(properties());
    }

    private Visibility visibility() {
        long visible = request.changes().stream()
                .filter(change -> descriptor.effect(change.name()) != null)
                .count();
        if (visible == request.changes().size()) {
            return Visibility.WHOLE;
        }
        return visible == 0 ? Visibility.NONE : Visibility.PART;
    }

    private Set<String> properties() {
        Set<String> properties = new HashSet<>();
        ReadBack readBack = descriptor.readBack();
        if (readBack != null) {
            properties.add(readBack.idKey());
        }
        if (descriptor.changeKey() != null) {
            properties.add(descriptor.changeKey());
        }
        for (Change change : request.changes()) {
            Effect effect = descriptor.effect(change.name());
            if (effect != null) {
                properties.add(effect.property());
            }
        }
        return properties;
    }

    @Override
    public ActionFacts facts() {
        return facts;
    }

    @Override
    public boolean wellFormed(String id) {
        return descriptor.wellFormed(id);
    }

    @Override
    public String preview(List<String> ids) {
        return call(ids).preview();
    }

    /** Never replayable: what may be repeated is decided by the bulk action, which knows more than a single call does. */
    private ApiCall call(List<String> ids) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(descriptor.idsKey(), ids);
        body.put(
                descriptor.parameters().list(),
                request.changes().stream().map(this::parameter).toList());
        ApiCall.Builder call = ApiCall.to(descriptor.operation()).body(body).replayable(false);
        request.query().keySet().stream()
                .sorted()
                .forEach(name -> call.query(name, request.query().get(name)));
        return call.build();
    }

    private Map<String, String> parameter(Change change) {
        Map<String, String> parameter = new LinkedHashMap<>();
        parameter.put(descriptor.parameters().name(), change.name());
        if (change.value() != null) {
            parameter.put(descriptor.parameters().value(), change.value());
        }
        return parameter;
    }

    @Override
    public Mono<Answer> send(List<String> ids) {
        return sent(call(ids), ElementCodec.NOTHING)
                .map(reply -> new Answer(reply.errors(), reply.meta().resourcesAffected(), reply.traceId()));
    }

    @Override
    public Mono<Sighting> read(List<String> ids, int tries) {
        ReadBack readBack = Objects.requireNonNull(descriptor.readBack(), "this action cannot be read back");
        ApiCall call = ApiCall.to(readBack.operation())
                .body(Map.of(readBack.key(), ids))
                .build();
        return sent(call, glimpses)
                .contextWrite(CallContext.write(context -> context.tries(Math.min(tries, context.tries()))))
                .map(reply -> sighting(readBack, ids, reply));
    }

    private <T> Mono<ApiReply<T>> sent(ApiCall call, ElementCodec<T> codec) {
        return exchange.send(call, codec)
                .contextWrite(CallContext.write(context -> context.priority(CallContext.Priority.BULK)));
    }

    /** Ids are compared without their case: a service may write one in another case than the caller does. */
    private Sighting sighting(ReadBack readBack, List<String> ids, ApiReply<Glimpse> reply) {
        Map<String, Glimpse> byKey = new HashMap<>();
        for (Glimpse glimpse : reply.resources()) {
            glimpse.values(readBack.idKey()).forEach(id -> byKey.put(key(id), glimpse));
        }
        Set<String> shown = new HashSet<>();
        Set<String> hidden = new HashSet<>();
        Map<String, Duration> ages = new HashMap<>();
        for (String id : ids) {
            Glimpse glimpse = byKey.get(key(id));
            if (glimpse != null) {
                (shows(glimpse) ? shown : hidden).add(id);
                age(glimpse, reply.served()).ifPresent(age -> ages.put(id, age));
            }
        }
        return new Sighting(shown, hidden, reply.errors().stream().allMatch(ExchangeTarget::harmless), ages);
    }

    /** Both times are the service's own. */
    private Optional<Duration> age(Glimpse glimpse, @Nullable Instant served) {
        String changeKey = descriptor.changeKey();
        return changeKey == null || served == null
                ? Optional.empty()
                : glimpse.time(changeKey).map(changed -> Duration.between(changed, served));
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }

    /** That an id is not there is an answer; any other complaint means that rows may be lacking. */
    private static boolean harmless(ApiError error) {
        return error.code() == NOT_FOUND;
    }

    private boolean shows(Glimpse glimpse) {
        for (Change change : request.changes()) {
            Effect effect = descriptor.effect(change.name());
            if (effect != null && !effect.shows(glimpse.values(effect.property()), change.value())) {
                return false;
            }
        }
        return true;
    }
}
