package io.falconflux.action;

/** One entity of the model service, and how often the action was done to it. */
final class ModelRow {

    boolean effect;

    /** When it was last changed, by its service's clock in milliseconds. */
    long changed;

    /** Whether anybody else changed it since the run began, or so shortly before that nobody can tell. */
    boolean meddled;

    /** Whether the service says no about it by name, each time. */
    boolean locked;

    int executions;

    /** How often a reply that arrived said no about it. */
    int refusals;

    /** Whether somebody was shown the effect. */
    boolean shown;

    int sendings;

    void execute(long now) {
        executions++;
        effect = true;
        changed = now;
    }
}
