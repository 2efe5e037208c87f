package org.tidelock.engine.core;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tidelock.engine.Shell;

/// What a storage may do to one object.
enum Tampering {
  MAGIC_ALTERED {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      flip(object, 0);
    }
  },
  FORMAT_RAISED {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      byte[] bytes = Files.readAllBytes(object);
      bytes[8] = 2;
      Files.write(object, bytes);
    }
  },
  TYPE_ALTERED {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      flip(object, 9);
    }
  },
  KEY_ID_ALTERED {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      flip(object, 17);
    }
  },
  MIDDLE_ALTERED {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      flip(object, Files.size(object) / 2);
    }
  },
  END_ALTERED {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      flip(object, Files.size(object) - 1);
    }
  },
  LONGER {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      cut(object, Files.size(object) + 1);
    }
  },
  SHORTER {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      cut(object, Files.size(object) - 1);
    }
  },
  CUT_OFF {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      cut(object, Files.size(object) / 2);
    }
  },
  EMPTY {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      cut(object, 0);
    }
  },
  ZEROS {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      Files.write(object, new byte[(int) Files.size(object)]);
    }
  },
  WEB_PAGE {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      Files.writeString(object, "<html><body>Please sign in to the Wi-Fi</body></html>");
    }
  },
  MISSING {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      Files.delete(object);
    }
  },
  SIBLING {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      Path other = scene.store.resolve(scene.siblings.get(kind));
      byte[] bytes = Files.readAllBytes(object);
      Files.write(object, Files.readAllBytes(other));
      Files.write(other, bytes);
    }
  },
  FOREIGN {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      Files.write(object, Files.readAllBytes(scene.foreign.get(kind)));
    }
  },
  OTHER_KIND {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      String other = kind.equals("segment") ? "head" : "segment";
      Files.write(object, Files.readAllBytes(scene.store.resolve(scene.objects.get(other))));
    }
  },
  HUGE {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      cut(object, 10L << 30);
    }
  },
  FOLDER {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      Files.delete(object);
      Files.createDirectory(object);
    }
  },
  LINK {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      Path elsewhere = scene.store.resolve(ELSEWHERE);
      Files.move(object, elsewhere);
      Files.createSymbolicLink(object, elsewhere);
    }
  },
  PIPE {
    @Override
    void of(HostileScene scene, String kind, Path object) throws Exception {
      Files.delete(object);
      Shell.run(object.getParent(), "mkfifo " + object.getFileName());
    }
  };

  /// Where an object lies that a link leads to.
  static final String ELSEWHERE = "elsewhere";

  abstract void of(HostileScene scene, String kind, Path object) throws Exception;

  private static void flip(Path object, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(object);
    bytes[(int) at] ^= 1;
    Files.write(object, bytes);
  }

  private static void cut(Path object, long length) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(object.toFile(), "rw")) {
      file.setLength(length);
    }
  }
}
