package io.falconflux.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.QueryException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

class FqlPropertyTest {

    private static final List<String> INSERTED = List.of(
            "", "(", ")", "'", "\\", "+", ",", ":", "!", "~", ">=", "*", "[", "]", "null", "-", "1", ".", "\"",
            "\ud83d");

    @Property(tries = 100_000)
    void everyTreeIsWhatItsRenderingParsesTo(@ForAll("trees") Fql tree) {
        assertEquals(tree, Fql.parse(tree.toString()));
    }

    @Property(tries = 2_000_000)
    @Tag("slow")
    void everyTreeIsWhatItsRenderingParsesToForALongTime(@ForAll("trees") Fql tree) {
        assertEquals(tree, Fql.parse(tree.toString()));
    }

    @Property(tries = 10_000)
    void everyTreeStaysItselfWithBlanksAroundItsTokensAndParenthesesAroundIt(@ForAll("trees") Fql tree) {
        assertEquals(tree, Fql.parse(" ( (" + tree + ")\n)\t"));
    }

    @Property(tries = 10_000)
    void negationIsItsOwnInverseWhereItIsNotRefused(@ForAll("trees") Fql tree) {
        Fql negated;
        try {
            negated = tree.not();
        } catch (QueryException e) {
            assertTrue(e.getMessage().contains("no negation of the operator `*`"), e.getMessage());
            return;
        }
        assertEquals(tree, negated.not());
    }

    @Property(tries = 20_000)
    void textThatNobodyMeantAsAFilterIsRefusedOrParsesToWhatItRenders(@ForAll("texts") String text) {
        parsesOrIsRefused(text);
    }

    @Property(tries = 20_000)
    void charactersOfAnyKindAreRefusedOrParseToWhatTheyRender(@ForAll String text) {
        parsesOrIsRefused(text);
    }

    @Property(tries = 50_000)
    void aFilterWithAMistakeIsRefusedOrParsesToWhatItRenders(@ForAll("mutants") String text) {
        parsesOrIsRefused(text);
    }

    @Property(tries = 20_000)
    void rawTextNeverLeavesTheParenthesesItIsPutIn(@ForAll("mutants") String text) {
        Fql clause = Fql.parse("start:>'2026-01-01T00:00:00Z'");
        Fql combined;
        try {
            combined = Fql.raw(text).and(clause);
        } catch (QueryException refused) {
            return;
        }
        assertEquals("(" + text + ")+" + clause, combined.toString());
        Fql read;
        try {
            read = Fql.parse(combined.toString());
        } catch (QueryException theServiceWouldRefuseIt) {
            return;
        }
        assertEquals(Fql.parse(text).and(clause), read);
    }

    @Provide
    Arbitrary<Fql> trees() {
        return Arbitraries.randomValue(random -> new FqlTrees(random).tree());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.randomValue(random -> new FqlTrees(random).text());
    }

    @Provide
    Arbitrary<String> mutants() {
        return Arbitraries.randomValue(FqlPropertyTest::mutant);
    }

    private static String mutant(Random random) {
        String text = new FqlTrees(random).tree().toString();
        int at = random.nextInt(text.length() + 1);
        int rest = Math.min(text.length(), at + random.nextInt(4));
        return text.substring(0, at) + INSERTED.get(random.nextInt(INSERTED.size())) + text.substring(rest);
    }

    private static void parsesOrIsRefused(String text) {
        Fql tree;
        try {
            tree = Fql.parse(text);
        } catch (QueryException e) {
            assertTrue(e.getMessage().length() < 1000, e.getMessage());
            return;
        }
        assertEquals(tree, Fql.parse(tree.toString()));
    }
}
