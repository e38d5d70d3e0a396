package dev.cloze.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloze.template.RenderedPiece;
import dev.cloze.template.Template;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmptyExampleTest {
  /** Whatever a template asks for, the empty example has it, and it says nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"placeholder\":\"text_a\"}{\"placeholder\":\"text_b\"}{\"mask\"}",
        "{\"placeholder\":\"question\"}{\"meta\":\"topic\"}{\"mask\"}",
        "{\"placeholder\":\"text_a\"}{\"entity\":\"head\"}{\"mask\"}",
        "{\"meta\":\"choices\",\"join\":\"; \"}{\"mask\"}",
        "{\"placeholder\":\"text_a\"}{\"placeholder\":\"text_b\",\"optional\":True}{\"mask\"}"
      })
  void hasAllThatATemplateAsksForAndNothingInIt(String text) {
    Template template = Template.parse(text);

    assertThat(template.render(EmptyExample.of(template)))
        .allSatisfy(
            piece -> {
              if (piece instanceof RenderedPiece.Text rendered) {
                assertThat(rendered.text().replace("N/A", "")).isBlank();
              }
            });
  }
}
