package io.falconflux.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.QueryException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FqlTest {

    private static final Fql A = Fql.parse("a:1");
    private static final Fql B = Fql.parse("b:2");
    private static final Fql C = Fql.parse("c:3");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state:'open'+final_score:>50",
                "status:'20'",
                "tags:'Objective/Keep Access'",
                "modified_timestamp:>'2023-01-01T00:00:00Z'",
                "tactic:'Persistence'+confidence:>80",
                "score:>=-1.5",
                "incident_ids:['inc:1:2','inc:3:4']",
                "host_ids:!['a']",
                "name:*'*DESK*'",
                "name:'DESK*'",
                "name:~'keep access'",
                "name:!~'x'",
                "lm_hosts_capped:true,lm_hosts_capped:false",
                "assigned_to_name:null+users:!null",
                "(state:'open',state:'closed')+final_score:<=10",
                "a:1,b:2+(c:3,d:4+(e:5,f:6))",
                "device.hostname:'it\\'s \\\\ here'"
            })
    void whatIsAlreadyCanonicalRendersAsItWas(String text) {
        assertEquals(text, Fql.parse(text).toString());
    }

    @Test
    void andBindsTighterThanOr() {
        assertEquals(new Or(List.of(A, new And(List.of(B, C)))), Fql.parse("a:1,b:2+c:3"));
        assertEquals("a:1,b:2+c:3", A.or(B.and(C)).toString());
        assertEquals("(a:1,b:2)+c:3", A.or(B).and(C).toString());
    }

    @Test
    void parenthesesAreKeptOnlyWhereTheyMatter() {
        assertEquals("a:1+b:2,c:3", Fql.parse("((a:1)+((b:2))),(c:3)").toString());
    }

    @Test
    void numbersHaveOneForm() {
        assertEquals(A, Fql.parse("a:01.00"));
        assertEquals("a:0", Fql.parse("a:-0.0").toString());
    }

    @Test
    void rawTextIsSentAsItIs() {
        assertEquals("  what:ever,+", Fql.raw("  what:ever,+").toString());
    }

    @Test
    void rawTextIsPutInParenthesesBesideAClause() {
        Fql raw = Fql.raw("a:1,b:2");
        assertEquals("(a:1,b:2)+c:3", raw.and(C).toString());
        assertEquals("c:3+(a:1,b:2)", C.and(raw).toString());
        assertEquals("(a:1,b:2),c:3", raw.or(C).toString());
        assertEquals("(a:1,b:2)+c:3+a:1", raw.and(C).and(A).toString());
        assertEquals("((a:1,b:2),b:2)+c:3", raw.or(B).and(C).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:1),(b:2", "a:1)", "(a:1", "a:'x", "a:'x\\'", "a:\"x", "a:'x')+(b:1", "a:1)+b:'('"})
    void rawTextThatWouldEscapeFromItsParenthesesIsNotCombined(String text) {
        assertEquals(text, Fql.raw(text).toString());
        assertThrows(QueryException.class, () -> Fql.raw(text).and(C));
        assertThrows(QueryException.class, () -> C.or(Fql.raw(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:'x)'", "a:'\\')('", "a:\"(\"", "a:'\"'", "a:['(']", "(a:1)"})
    void parenthesesInQuotesDoNotCount(String text) {
        assertEquals("(" + text + ")+c:3", Fql.raw(text).and(C).toString());
    }

    @Test
    void blankRawTextIsRefused() {
        assertThrows(QueryException.class, () -> Fql.raw(" "));
    }

    @Test
    void negationGoesDownToTheComparisons() {
        assertEquals(
                "(a:!1,b:<=2)+c:!~'x'+d:!null+e:!['y','z']",
                Fql.parse("a:1+b:>2,c:~'x',d:null,e:['y','z']").not().toString());
    }

    @Test
    void whatHasNoNegationIsRefusedWithWhatToWriteInstead() {
        QueryException wildcard = assertThrows(
                QueryException.class, () -> A.and(Fql.parse("n:*'x*'")).not());
        assertTrue(wildcard.getMessage().contains("`n:!'x*'`"), wildcard.getMessage());
        assertThrows(QueryException.class, () -> Fql.raw("a:1").not());
    }

    @Test
    void depthIsBoundedInTextAndInTrees() {
        String deepest = "(".repeat(64) + "a:1" + ")".repeat(64);
        assertEquals(A, Fql.parse(deepest));
        for (int depth : new int[] {65, 1_000_000}) {
            String deeper = "(".repeat(depth) + "a:1" + ")".repeat(depth);
            QueryException e = assertThrows(QueryException.class, () -> Fql.parse(deeper));
            assertTrue(e.getMessage().contains("at most 64 deep"), e.getMessage());
        }
        Fql tree = A;
        for (int i = 0; i < 64; i++) {
            tree = tree.or(B).and(C);
        }
        Fql deep = tree.or(A);
        assertEquals(deep, Fql.parse(deep.toString()));
        assertEquals(deep, deep.not().not());
        assertThrows(QueryException.class, () -> deep.and(C));
    }

    @Test
    void aFilterMayBeVeryWide() {
        String wide = "a:1" + ",a:1".repeat(100_000);
        assertEquals(wide, Fql.parse(wide).toString());
    }

    @Test
    void halfASurrogatePairIsRefusedBecauseItCannotBeSent() {
        assertThrows(QueryException.class, () -> Fql.parse("a:'\ud83d'"));
        assertThrows(QueryException.class, () -> Fql.raw("a:'\ude00'"));
        assertEquals("a:'\ud83d\ude00'", Fql.parse("a:'\ud83d\ude00'").toString());
    }

    @Test
    void nodesThatCannotBeSentCannotBeBuilt() {
        Value one = new Value.Text("x");
        assertThrows(QueryException.class, () -> new Comparison("a:1,b", Operator.IS, one));
        assertThrows(QueryException.class, () -> new Comparison("", Operator.IS, one));
        assertThrows(QueryException.class, () -> new Comparison("a", Operator.LIKE, new Value.Flag(true)));
        assertThrows(QueryException.class, () -> new Comparison("a", Operator.LESS, new Value.Nothing()));
        assertThrows(QueryException.class, () -> new And(List.of(A)));
        assertThrows(QueryException.class, () -> new Or(List.of()));
        assertThrows(QueryException.class, () -> new Value.AnyOf(List.of(new Value.Nothing())));
    }
}
