package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.cloze.run.Explanation;
import dev.cloze.template.Template;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTextTest {

  @Test
  void describesEveryKindOfPiece() {
    Template template =
        Template.parse(
            "{'soft':None,'duplicate':20,'front':True}Q: {'placeholder':'text_a','soft_key':'ask'}"
                + " {'meta':'topic','optional':True,'before':'on ','post_processing':'lower'}"
                + " {'meta':'choices','join':', ','numbered':'A) ','shortenable':True}"
                + " {'entity':'head','of':'text_a'} {'mask'} {'demonstrations','longest':32}");
    Explanation explanation =
        new Explanation(
            null, template.pieces(), ImmutableList.of(), 0, ImmutableList.of(), Optional.empty());

    assertThat(new ExplanationText(false).of(explanation).subList(0, 9))
        .containsExactly(
            "Pieces",
            "  1  soft, duplicate '20', front",
            "  2  text 'Q:'",
            "  3  placeholder 'text_a', under the trained key 'ask', after ' ', may be cut",
            "  4  meta 'topic', optional, before 'on ', then \"lower\", after ' '",
            "  5  meta 'choices', join ', ', numbered 'A) ', after ' ', may be cut",
            "  6  entity 'head', of 'text_a', after ' '",
            "  7  mask, after ' '",
            "  8  demonstrations, longest '32', after ' '");
  }
}
