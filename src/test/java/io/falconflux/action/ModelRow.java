package io.falconflux.action;

/** One entity of the model service, and how often the action was done to it. */
final class ModelRow {

    boolean effect;

    /** Whether the service says no about it by name, each time. */
    boolean locked;

    int executions;

    /** How often a reply that arrived said no about it. */
    int refusals;

    /** Whether somebody was shown the effect. */
    boolean shown;

    int sendings;

    void execute() {
        executions++;
        effect = true;
    }
}
