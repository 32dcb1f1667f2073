package io.falconflux.simulator;

/** Which of the calls that a fault could strike it does strike. */
record When(int first, int last, int step, double chance) {

    static final When ALWAYS = new When(1, Integer.MAX_VALUE, 1, 1);

    When {
        if (first < 1 || last < first || step < 1 || !(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("calls count from 1, and chances from 0 to 100 percent");
        }
    }

    /** Decides for the n-th call, with a number between 0 and 1 that was drawn for it. */
    boolean strikes(int call, double drawn) {
        return call >= first && call <= last && (call - first) % step == 0 && (chance == 1 || drawn < chance);
    }

    @Override
    public String toString() {
        if (chance != 1) {
            return "%" + Double.toString(chance * 100).replaceAll("\\.0$", "");
        }
        if (step != 1) {
            return "#*" + step;
        }
        if (last == Integer.MAX_VALUE) {
            return first == 1 ? "" : "#" + first + "+";
        }
        return "#" + first + (first == last ? "" : "-" + last);
    }
}
