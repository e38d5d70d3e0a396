package dev.cloze.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import dev.cloze.template.RenderedPiece.Mask;
import dev.cloze.template.RenderedPiece.Text;
import org.junit.jupiter.api.Test;

/** Entities copied into the template, as PTR has them (Han et al. 2021). */
class EntityItemTest {
  private static final Example EXAMPLE =
      Example.of("Mark Twain was born in Florida.", "He left it.")
          .withMeta("head", "Mark Twain")
          .withField("tail", "Florida")
          .withMeta("tail", "not this one")
          .withId("7");

  private static void assertFails(String template, Example example, TemplateError code, String m) {
    assertThatThrownBy(() -> Template.parse(template).render(example))
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(m);
  }

  @Test
  void copiesAFactOrAField() {
    Template template =
        Template.parse(
            "{'placeholder':'text_a'} the {'mask'} {'entity':'head','of':'text_a'} and"
                + " {'entity':'tail','post_processing':'upper'}");

    assertThat(template.render(EXAMPLE))
        .containsExactly(
            new Text("Mark Twain was born in Florida.", true),
            new Text(" the", false),
            new Mask(false),
            new Text(" Mark Twain", false),
            new Text(" and", false),
            new Text(" FLORIDA", false));
  }

  @Test
  void failsWhenTheEntityDoesNotOccurInTheText() {
    String template = "{\"entity\":\"head\"} {\"mask\"}";
    assertFails(
        template,
        Example.of("A quiet robot slept.").withMeta("head", "Paris").withId("7"),
        TemplateError.ENTITY_NOT_IN_TEXT,
        "template '{\"entity\":\"head\"} {\"mask\"}': example '7' has the head 'Paris', which does"
            + " not occur in its text_a 'A quiet robot slept.'");
    assertFails(
        "{'entity':'head','of':'text_b'} {'mask'}",
        EXAMPLE,
        TemplateError.ENTITY_NOT_IN_TEXT,
        "template '{'entity':'head','of':'text_b'} {'mask'}': example '7' has the head 'Mark"
            + " Twain', which does not occur in its text_b 'He left it.'");
    assertThatThrownBy(
            () ->
                Template.parse(template)
                    .render(Example.of("long ".repeat(99)).withMeta("head", "Paris")))
        .hasMessageEndingWith("long long ...'")
        .message()
        .hasSizeLessThan(250);
  }

  @Test
  void failsWhenTheExampleLacksTheEntityOrTheText() {
    assertFails(
        "{\"entity\":\"head\"} {\"mask\"}",
        Example.of("A quiet robot slept.").withId("7"),
        TemplateError.NO_ENTITY,
        "template '{\"entity\":\"head\"} {\"mask\"}': example '7' has no entity 'head'; it has"
            + " fields text_a and no meta");
    assertFails(
        "{'entity':'head','of':'text_c'} {'mask'}",
        EXAMPLE,
        TemplateError.NO_FIELD,
        "template '{'entity':'head','of':'text_c'} {'mask'}': example '7' has no field 'text_c'; it"
            + " has fields tail, text_a, text_b");
  }

  @Test
  void mayBeLeftOutWhereThereIsNone() {
    Template template =
        Template.parse("{'mask'}{'entity':'head','optional':True,'before':' said '}");

    assertThat(template.render(Example.of("a"))).containsExactly(new Mask(false));
    assertThat(template.render(EXAMPLE))
        .containsExactly(new Mask(false), new Text(" said", false), new Text(" Mark Twain", false));
  }

  @Test
  void anEmptyEntityIsNoneWhereOneIsNeeded() {
    assertFails(
        "{'entity':'head'} {'mask'}",
        Example.of("A robot").withMeta("head", " ").withId("7"),
        TemplateError.NO_ENTITY,
        "template '{'entity':'head'} {'mask'}': example '7' has no entity 'head'; it has fields"
            + " text_a and meta head");
  }
}
