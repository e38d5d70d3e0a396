package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LabelWordTokensTest {
  private static final LabelWords SHARING =
      NumberedWords.words(List.of(List.of("4 1", "4 2", "6"), List.of("4 1"), List.of("5", "3")));

  @Test
  void everyWordKeepsItsLabelAndItsTokens() {
    LabelWordTokens tokens = NumberedWords.tokens(SHARING);

    assertThat(tokens.entries())
        .extracting(LabelWordTokens.Entry::label)
        .containsExactly(0, 0, 0, 1, 2, 2);
    assertThat(tokens.entries().get(1).ids().asList()).containsExactly(4, 2);
  }

  @Test
  void wordsOfTwoLabelsWithTheSameTokensCollide() {
    LabelWordTokens tokens = NumberedWords.tokens(SHARING);

    assertThat(tokens.collisions(MultiTokenHandler.FIRST, id -> "t" + id))
        .containsExactly(
            "'4 1' (label 'label0') and '4 2' (label 'label0') and '4 1' (label 'label1')"
                + " are scored by the same 't4'");
    assertThat(tokens.collisions(MultiTokenHandler.MEAN, id -> "t" + id))
        .containsExactly(
            "'4 1' (label 'label0') and '4 1' (label 'label1') are scored by the same 't4 t1'");
  }

  @Test
  void wordsOfOneLabelWithTheSameTokensDoNotCollide() {
    LabelWords words = NumberedWords.words(List.of(List.of("4 1", "4"), List.of("2")));

    assertThat(NumberedWords.tokens(words).collisions(MultiTokenHandler.FIRST, Integer::toString))
        .isEmpty();
  }

  @Test
  void aCollisionIsWarnedOfWhenTheVerbalizerIsMade() {
    Logger logger = (Logger) LoggerFactory.getLogger(ManualVerbalizer.class);
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    logger.addAppender(appender);
    try {
      NumberedWords.verbalizer(SHARING, ManualVerbalizerOptions.defaults());
      NumberedWords.verbalizer(
          NumberedWords.words(List.of(List.of("1"), List.of("2"))),
          ManualVerbalizerOptions.defaults());
    } finally {
      logger.detachAppender(appender);
    }

    assertThat(appender.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "words of different labels that no text can tell apart, 1 in all:"
                + " '4 1' (label 'label0') and '4 2' (label 'label0') and '4 1' (label 'label1')"
                + " are scored by the same '4'");
  }
}
