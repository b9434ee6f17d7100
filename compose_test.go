package duban_test

import (
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/sirupsen/logrus"
	"github.com/stretchr/testify/require"
)

// composeVariants are the ways docker-compose.yml is meant to be used, by the files laid over it.
var composeVariants = map[string][]string{
	"plain": {"docker-compose.yml"},
	"https": {"docker-compose.yml", "deploy/compose.https.yml"},
	"ui":    {"docker-compose.yml", "deploy/compose.ui.yml"},
	"s3":    {"docker-compose.yml", "deploy/compose.s3.yml"},
	"clamd": {"docker-compose.yml", "deploy/compose.clamav.yml"},
}

// filledEnvironment is .env.example with every empty value filled in.
func filledEnvironment(t *testing.T) types.Mapping {
	t.Helper()
	environment, err := dotenv.Read(".env.example")
	require.NoError(t, err)
	for name, value := range environment {
		if value == "" {
			environment[name] = "filled"
		}
	}
	return environment
}

func loadCompose(t *testing.T, files []string, environment types.Mapping) (*types.Project, error) {
	t.Helper()
	details := types.ConfigDetails{WorkingDir: ".", Environment: environment}
	for _, file := range files {
		details.ConfigFiles = append(details.ConfigFiles, types.ConfigFile{Filename: file})
	}
	return loader.LoadWithContext(t.Context(), details)
}

// composed runs test on each variant.
func composed(t *testing.T, test func(t *testing.T, project *types.Project)) {
	for name, files := range composeVariants {
		t.Run(name, func(t *testing.T) {
			project, err := loadCompose(t, files, filledEnvironment(t))
			require.NoError(t, err)
			test(t, project)
		})
	}
}

// runsOnce says whether a service does its work and ends, judged by who waits for it to end.
func runsOnce(project *types.Project, name string) bool {
	for _, service := range project.Services {
		if service.DependsOn[name].Condition == types.ServiceConditionCompletedSuccessfully {
			return true
		}
	}
	return false
}

func TestCompose_PinsEveryImage(t *testing.T) {
	pinned := regexp.MustCompile(`^[a-z0-9/-]+:\d+\.\d+\.\d+(-[a-z0-9.-]+)?$`)
	composed(t, func(t *testing.T, project *types.Project) {
		built := map[string]bool{}
		for _, service := range project.Services {
			if service.Build != nil {
				require.FileExists(t, filepath.Join(service.Build.Context, service.Build.Dockerfile))
				built[service.Image] = true
			}
		}
		for name, service := range project.Services {
			if !built[service.Image] && !pinned.MatchString(service.Image) {
				t.Errorf("%s: image %q is not pinned to a full version", name, service.Image)
			}
		}
	})
	dockerfile, err := os.ReadFile("deploy/Dockerfile")
	require.NoError(t, err)
	stages := regexp.MustCompile(`(?m)^FROM (\S+)`).FindAllStringSubmatch(string(dockerfile), -1)
	require.NotEmpty(t, stages)
	for _, stage := range stages {
		require.Regexp(t, pinned, stage[1])
	}
}

func TestCompose_FitsTheVersionsOfTheModule(t *testing.T) {
	module, err := os.ReadFile("go.mod")
	require.NoError(t, err)
	version := func(pattern string) string {
		found := regexp.MustCompile(pattern).FindSubmatch(module)
		require.NotNil(t, found, pattern)
		return string(found[1])
	}
	project, err := loadCompose(t, composeVariants["plain"], filledEnvironment(t))
	require.NoError(t, err)
	server := version(`go\.temporal\.io/server v(\d+\.\d+)\.`)
	for _, name := range []string{"temporal", "temporal-schema", "temporal-namespace"} {
		_, tag, _ := strings.Cut(project.Services[name].Image, ":")
		require.Truef(t, strings.HasPrefix(tag, server+"."), "%s runs %s, the embedded server is %s", name, tag, server)
	}
	dockerfile, err := os.ReadFile("deploy/Dockerfile")
	require.NoError(t, err)
	require.Contains(t, string(dockerfile), "FROM golang:"+version(`(?m)^go (\S+)`)+"-")
}

func TestCompose_WaitsForHealth(t *testing.T) {
	composed(t, func(t *testing.T, project *types.Project) {
		for name, service := range project.Services {
			once := runsOnce(project, name)
			if !once {
				require.NotNilf(t, service.HealthCheck, "%s has no health check", name)
				require.NotEmpty(t, service.HealthCheck.Test, name)
				require.Equal(t, types.RestartPolicyUnlessStopped, service.Restart, name)
			}
			for other, dependency := range service.DependsOn {
				want := types.ServiceConditionHealthy
				if runsOnce(project, other) {
					want = types.ServiceConditionCompletedSuccessfully
				}
				require.Equalf(t, want, dependency.Condition, "%s depends on %s", name, other)
			}
		}
	})
}

func TestCompose_PublishesThePageOnly(t *testing.T) {
	published := map[string][]string{
		"plain": {"proxy 127.0.0.1:8080"},
		"https": {"proxy :443", "proxy :80"},
		"ui":    {"proxy 127.0.0.1:8080", "temporal-ui 127.0.0.1:8233"},
		"s3":    {"proxy 127.0.0.1:8080"},
		"clamd": {"proxy 127.0.0.1:8080"},
	}
	for name, files := range composeVariants {
		project, err := loadCompose(t, files, filledEnvironment(t))
		require.NoError(t, err)
		var found []string
		for service, config := range project.Services {
			require.NotEqualf(t, "host", config.NetworkMode, "%s would listen on the host", service)
			for _, port := range config.Ports {
				found = append(found, service+" "+port.HostIP+":"+port.Published)
			}
		}
		slices.Sort(found)
		require.Equal(t, published[name], found, name)
		require.True(t, bool(project.Networks["back"].Internal), "the databases' network leads nowhere")
		for _, service := range []string{"mysql", "temporal"} {
			require.Equal(t, []string{"back"}, slices.Collect(maps.Keys(project.Services[service].Networks)))
		}
	}
}

func TestCompose_HasTwoOfEachAndAllParts(t *testing.T) {
	composed(t, func(t *testing.T, project *types.Project) {
		commands := map[string]int{}
		for _, service := range project.Services {
			if strings.HasPrefix(service.Image, "duban:") {
				commands[service.Command[0]]++
			}
		}
		require.Equal(t, map[string]int{"api": 2, "worker": 2, "migrate": 1}, commands)
		for _, name := range []string{"mysql", "temporal", "temporal-schema", "temporal-namespace", "temporal-ui"} {
			require.Contains(t, project.Services, name)
		}
		for name, service := range project.Services {
			for _, volume := range service.Volumes {
				if volume.Type == types.VolumeTypeBind {
					require.FileExists(t, volume.Source, name)
				}
			}
		}
	})
}

func TestCompose_BelievesTheProxyAboutCallers(t *testing.T) {
	composed(t, func(t *testing.T, project *types.Project) {
		subnet := project.Networks["front"].Ipam.Config[0].Subnet
		for _, name := range []string{"api-1", "api-2"} {
			environment := project.Services[name].Environment
			require.Equal(t, subnet, *environment["DUBAN_TRUSTED_PROXIES"])
			require.Equal(t, "duban", *environment["TEMPORAL_NAMESPACE"])
			byTLS := *project.Services["proxy"].Environment["DUBAN_SITE"] != ":8080"
			require.Equalf(t, byTLS, environment["DUBAN_SECURE"] != nil, "%s: cookies are sent by TLS only, when there is TLS", name)
		}
	})
}

func TestCompose_AsksForEveryVariable(t *testing.T) {
	var text []byte
	everything := []string{"docker-compose.yml"}
	for _, files := range composeVariants {
		everything = append(everything, files[1:]...)
		part, err := os.ReadFile(files[len(files)-1])
		require.NoError(t, err)
		text = append(text, part...)
	}
	used := map[string]bool{}
	secrets := map[string]bool{}
	for _, use := range regexp.MustCompile(`[^$]\$\{?([A-Z0-9_]+)([^}]*)`).FindAllSubmatch(text, -1) {
		name, rest := string(use[1]), string(use[2])
		used[name] = true
		if strings.HasPrefix(rest, ":?") {
			secrets[name] = true
			continue
		}
		require.Truef(t, strings.HasPrefix(rest, ":-"), "${%s%s} has neither a default nor a message", name, rest)
		require.NotContainsf(t, name, "PASSWORD", "a password has no default")
	}
	example, err := dotenv.Read(".env.example")
	require.NoError(t, err)
	require.Equal(t, slices.Sorted(maps.Keys(example)), slices.Sorted(maps.Keys(used)), ".env.example names what the files use")
	for name, value := range example {
		require.Equal(t, secrets[name], value == "", "%s: what must be set is left empty in .env.example, the rest is not", name)
	}

	logrus.SetOutput(io.Discard) // the loader's own warning of what this provokes
	t.Cleanup(func() { logrus.SetOutput(os.Stderr) })
	for name := range secrets {
		environment := filledEnvironment(t)
		delete(environment, name)
		_, err := loadCompose(t, everything, environment)
		require.ErrorContains(t, err, name)
		require.ErrorContains(t, err, "set it in .env")
	}
}

func TestCompose_WritesNoSecretDown(t *testing.T) {
	composed(t, func(t *testing.T, project *types.Project) {
		for name, service := range project.Services {
			for variable, value := range service.Environment {
				if regexp.MustCompile(`PASSWORD|PWD|SECRET|DSN`).MatchString(variable) {
					require.Containsf(t, *value, "filled", "%s of %s is written in the file", variable, name)
				}
			}
		}
	})
}
