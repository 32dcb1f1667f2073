package io.falconflux.regen;

import java.util.List;

/** One thing to ask of a document. What another rule reports already is not reported again. */
@FunctionalInterface
interface Rule {

    /** All of them. */
    List<Rule> ALL = List.of(
            new ReferenceRule(),
            new ExtensionRule(),
            new RequiredRule(),
            new OperationRule(),
            new ReplyRule(),
            new ReplayRule(),
            new ParameterRule(),
            new ListingRule(),
            new ActionRule(),
            new FieldRule(),
            new TextRule(),
            new EnumRule(),
            new TypeRule(),
            new NameRule(),
            new EnvelopeRule());

    /**
     * Looks at a document.
     *
     * @param document the document
     * @param faults where to say what is wrong
     */
    void check(Document document, Faults faults);
}
