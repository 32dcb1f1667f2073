package io.falconflux.collection;

import io.falconflux.action.ActionTarget;
import io.falconflux.transport.Exchange;
import io.falconflux.transport.Operation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One operation that changes entities by their ids: how a chunk is encoded, how many ids it holds, and how its effect is read
 * back. The constants are generated from the {@code x-falcon-action} facts of a document.
 */
public final class ActionDescriptor {

    private final Builder facts;

    private ActionDescriptor(Builder facts) {
        this.facts = facts;
    }

    /**
     * Starts a descriptor; what the generated code calls.
     *
     * @param operation the operation
     */
    public static Builder builder(Operation operation) {
        return new Builder(operation);
    }

    /**
     * Returns an action on a tenant, ready to be done in bulk.
     *
     * @param request what is to be done
     * @param exchange where calls go
     * @param tenant whose entities, for journals: base URL, client id and member CID
     */
    public ActionTarget bind(ActionRequest request, Exchange exchange, String tenant) {
        return new ExchangeTarget(this, request, exchange, tenant);
    }

    Operation operation() {
        return facts.operation;
    }

    String idsKey() {
        return facts.idsKey;
    }

    int most() {
        return facts.most;
    }

    boolean wellFormed(String id) {
        Pattern form = facts.form;
        return form == null || form.matcher(id).matches();
    }

    Names parameters() {
        return facts.parameters;
    }

    @Nullable
    ReadBack readBack() {
        return facts.readBack;
    }

    /** Returns the property that holds when an entity was last changed; null if there is none. */
    @Nullable
    String changeKey() {
        return facts.changeKey;
    }

    /** Returns what a change makes of the entity; null if that does not show. */
    @Nullable
    Effect effect(String change) {
        return facts.readBack == null ? null : facts.effects.get(change);
    }

    /** Tells whether doing a change twice does more than doing it once. */
    boolean once(String change) {
        return facts.once.contains(change);
    }

    /**
     * What the parts of a change are called in the body.
     *
     * @param list the list of changes
     * @param name a change's name
     * @param value a change's value
     */
    record Names(String list, String name, String value) {}

    /**
     * How entities are read back.
     *
     * @param operation the entity operation
     * @param key the name of the list of ids in its body
     * @param most ids a call at most
     * @param idKey the property that holds the id
     */
    record ReadBack(Operation operation, String key, int most, String idKey) {}

    /** Builds a descriptor. */
    public static final class Builder {

        private final Operation operation;
        private String idsKey = "ids";
        private int most = 1;
        private @Nullable Pattern form;
        private Names parameters = new Names("action_parameters", "name", "value");
        private @Nullable ReadBack readBack;
        private @Nullable String changeKey;
        private final Map<String, Effect> effects = new HashMap<>();
        private final Set<String> once = new HashSet<>();

        private Builder(Operation operation) {
            this.operation = Objects.requireNonNull(operation, "operation");
        }

        /**
         * Sets where the ids are.
         *
         * @param key the name of the list of ids in the body
         * @param max ids a call at most
         */
        public Builder ids(String key, int max) {
            idsKey = key;
            most = max;
            return this;
        }

        /**
         * Sets what an id looks like.
         *
         * @param regex the form of a whole id
         */
        public Builder form(String regex) {
            form = Pattern.compile(regex);
            return this;
        }

        /**
         * Sets what the parts of a change are called in the body.
         *
         * @param list the list of changes
         * @param name a change's name
         * @param value a change's value
         */
        public Builder parameters(String list, String name, String value) {
            parameters = new Names(list, name, value);
            return this;
        }

        /**
         * Adds a change that does more when it is done twice.
         *
         * @param change its name
         */
        public Builder once(String change) {
            once.add(change);
            return this;
        }

        /**
         * Sets how entities are read back.
         *
         * @param entities the entity operation
         * @param key the name of the list of ids in its body
         * @param max ids a call at most
         * @param idKey the property that holds the id
         */
        public Builder readBack(Operation entities, String key, int max, String idKey) {
            readBack = new ReadBack(entities, key, max, idKey);
            return this;
        }

        /**
         * Sets what tells whether an entity that is read back was changed.
         *
         * @param property the property that holds when it was last changed, by whomever; every change moves it forward
         */
        public Builder changeKey(String property) {
            changeKey = property;
            return this;
        }

        /**
         * Says what a change makes of a property.
         *
         * @param change the change's name
         * @param property the property
         * @param becomes {@code value}, {@code nothing}, {@code member} or {@code no-member}
         */
        public Builder effect(String change, String property, String becomes) {
            effects.put(change, new Effect(property, Effect.Becomes.of(becomes)));
            return this;
        }

        /** Returns the descriptor. */
        public ActionDescriptor build() {
            return new ActionDescriptor(this);
        }
    }
}
