package io.falconflux.regen;

/** {@code x-falcon-replay} is one of three: always, never, or unless the body holds a value that is found there. */
final class ReplayRule implements Rule {

    @Override
    public void check(Document document, Faults faults) {
        for (Operation operation : document.operations()) {
            Part replay = operation.part().get("x-falcon-replay");
            if (replay.isMap()) {
                check(document, operation, replay, faults);
            }
        }
    }

    private static void check(Document document, Operation operation, Part replay, Faults faults) {
        String mode = replay.get("mode").text();
        boolean never = replay.get("never").isTrue();
        boolean unless = replay.has("unless");
        boolean clear = never ? mode.isEmpty() && !unless : mode.equals("unless") == unless && !mode.isEmpty();
        if (!clear || !never && !mode.equals("always") && !mode.equals("unless")) {
            if (never || Spelling.holds(replay, "mode") == replay.has("mode")) {
                faults.add(
                        replay,
                        operation.label()
                                + ": x-falcon-replay is one of {mode: always}, {mode: unless, unless: {...}} and {never: true}.");
            }
        } else if (unless) {
            unless(document, operation, replay.get("unless"), faults);
        }
    }

    private static void unless(Document document, Operation operation, Part unless, Faults faults) {
        String label = operation.label() + ": x-falcon-replay.unless ";
        Part list = document.follow(operation.body(document))
                .get("properties", unless.get("list").text());
        Part property = document.follow(list.get("items"))
                .get("properties", unless.get("property").text());
        if (!list.get("type").text().equals("array")) {
            faults.add(unless, label + "names the list " + unless.get("list").text() + ", which the body has not.");
        } else if (!property.exists()) {
            faults.add(
                    unless,
                    label + "names the property " + unless.get("property").text() + ", which the elements of "
                            + unless.get("list").text() + " have not.");
        } else if (!document.follow(property)
                .get("enum")
                .texts()
                .contains(unless.get("value").text())) {
            faults.add(
                    unless,
                    label + "names the value " + unless.get("value").text() + ", which "
                            + unless.get("property").text() + " has not, or it is no named enum.");
        }
    }
}
