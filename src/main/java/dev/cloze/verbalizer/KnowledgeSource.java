package dev.cloze.verbalizer;

import static com.google.common.base.Preconditions.checkArgument;

import dev.cloze.base.Shorthand;
import dev.cloze.knowledge.KnowledgeBase;
import dev.cloze.knowledge.WordLists;
import dev.cloze.knowledge.WordNet;
import dev.cloze.knowledge.WordNetOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A knowledge base as a user names it: exactly one of the three. A bare text is a file.
 *
 * @param file word lists, a file or a folder
 * @param wordnet WordNet, {@code {}} for its defaults
 * @param model the language model itself, {@code {}} for its defaults
 */
@Shorthand("file")
public record KnowledgeSource(
    Optional<Path> file, Optional<WordNetOptions> wordnet, Optional<ModelKnowledgeOptions> model) {
  /** Checks that one base is named. */
  public KnowledgeSource {
    checkArgument(
        Stream.of(file, wordnet, model).filter(Optional::isPresent).count() == 1,
        "a source is one of file, wordnet and model");
  }

  /** Word lists. */
  public static KnowledgeSource of(Path file) {
    return new KnowledgeSource(Optional.of(file), Optional.empty(), Optional.empty());
  }

  /** WordNet. */
  public static KnowledgeSource of(WordNetOptions options) {
    return new KnowledgeSource(Optional.empty(), Optional.of(options), Optional.empty());
  }

  /** The language model. */
  public static KnowledgeSource of(ModelKnowledgeOptions options) {
    return new KnowledgeSource(Optional.empty(), Optional.empty(), Optional.of(options));
  }

  KnowledgeBase open(LabelWords words, VerbalizerContext context) {
    if (file.isPresent()) {
      return WordLists.read(file.get());
    } else if (wordnet.isPresent()) {
      return WordNet.open(wordnet.get());
    }
    return ModelKnowledge.of(
        context.model(), context.tokenizer(), words.prefix(), model.orElseThrow());
  }
}
