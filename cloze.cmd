@echo off
rem Builds Cloze when its sources are newer than its jar, then runs it. Works from any folder.
setlocal
set "HOME_FOLDER=%~dp0"
set "JAR=%HOME_FOLDER%target\cloze.jar"
if not exist "%HOME_FOLDER%pom.xml" goto run

set BUILD=
if not exist "%JAR%" set BUILD=yes
if not exist "%HOME_FOLDER%target\lib" set BUILD=yes
if not defined BUILD (
  powershell -NoProfile -Command "$jar = (Get-Item $env:JAR).LastWriteTime; $root = $env:HOME_FOLDER; if (Get-ChildItem -Recurse -File -Path (Join-Path $root 'src\main'), (Join-Path $root 'pom.xml') | Where-Object LastWriteTime -gt $jar) { exit 1 }"
  if errorlevel 1 set BUILD=yes
)
if not defined BUILD goto run

echo cloze: building (the first time takes minutes, it fetches the libraries) 1>&2
pushd "%HOME_FOLDER%"
call mvn -q -B -Dmaven.test.skip -Dspotless.check.skip -Dmaven.javadoc.skip package 1>&2
if errorlevel 1 (
  popd
  echo cloze: the build failed 1>&2
  exit /b 70
)
popd

:run
set JAVA=java
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if not defined ONEDNN_PRIMITIVE_CACHE_CAPACITY set ONEDNN_PRIMITIVE_CACHE_CAPACITY=32
"%JAVA%" -Xms48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xss2m -Dfile.encoding=UTF-8 "-Dcloze.models=%HOME_FOLDER%models" %CLOZE_JAVA_OPTIONS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
