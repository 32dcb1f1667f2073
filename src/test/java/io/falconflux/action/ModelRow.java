package io.falconflux.action;

/** One entity of the model service, and how often the action was done to it. */
final class ModelRow {

    boolean effect;
    int executions;
    int sendings;

    void execute() {
        executions++;
        effect = true;
    }
}
