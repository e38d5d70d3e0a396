package dev.cloze.nn;

/**
 * A place in a pretrained model where a delta may act: with its dimensions and the name that the
 * checkpoint gives to it. Architectures list their sites, deltas choose among them, and the two
 * know nothing else of each other.
 */
public sealed interface Site {
  /** The name in the checkpoint, such as {@code bert.encoder.layer.0.attention.self.query}. */
  String path();

  /** What a linear map is for. */
  enum Role {
    /** From hidden states to queries. */
    QUERY,
    /** From hidden states to keys. */
    KEY,
    /** From hidden states to values. */
    VALUE,
    /** From what the heads gathered back to hidden states. */
    OUTPUT,
    /** Into a feed-forward sublayer. */
    UP,
    /** What the way into a gated feed-forward sublayer is multiplied by. */
    GATE,
    /** Out of a feed-forward sublayer. */
    DOWN,
    /** From the first token's hidden state to a text's. */
    POOLER,
    /** Inside the head. */
    HEAD
  }

  /** What an embedding table is looked up by. */
  enum Table {
    /** Token ids. */
    TOKENS,
    /** Positions in the text. */
    POSITIONS,
    /** Token type ids, which tell a first text from a second. */
    TOKEN_TYPES
  }

  /** Which keys an attention sees. */
  enum Attends {
    /** Those of the same text. */
    SELF,
    /** Those of the encoder's text. */
    CROSS
  }

  /** Which sublayer a branch is. */
  enum Sublayer {
    /** Self-attention. */
    ATTENTION,
    /** Attention to the encoder. */
    CROSS_ATTENTION,
    /** The two maps behind the attention. */
    FEED_FORWARD
  }

  /** The word embeddings that a stack takes in, before positions are added: [B,T,hidden]. */
  record Input(String path, int hidden) implements Site {}

  /** An embedding table of {@code rows} rows. */
  record Embedding(String path, Table table, int rows, int size) implements Site {}

  /**
   * A linear map from {@code in} to {@code out}. Several maps may share one checkpoint tensor, as
   * GPT-2's query, key and value do; then they share the path and differ in role.
   */
  record Linear(String path, int layer, Role role, int in, int out) implements Site {}

  /** The keys and values of an attention: [B,heads,S,headSize] each. */
  record KeyValue(String path, int layer, Attends attends, int heads, int headSize)
      implements Site {}

  /** A sublayer's output before dropout and the residual sum: [B,T,hidden]. */
  record Branch(String path, int layer, Sublayer sublayer, int hidden) implements Site {}

  /** What a layer hands to the next: [B,T,hidden]. */
  record LayerOutput(String path, int layer, int hidden) implements Site {}

  /** The final hidden states that a head reads: [N,hidden]. */
  record Head(String path, int hidden) implements Site {}

  /** A tensor of the checkpoint. */
  record Parameter(String path) implements Site {}
}
