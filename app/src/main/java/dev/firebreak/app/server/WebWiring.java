package dev.firebreak.app.server;

import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.api.MetricsApi;
import dev.firebreak.app.security.PermissionCheck;
import dev.firebreak.app.security.Viewers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.CacheControl;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/// How requests reach the endpoints: permission check, viewer as a parameter, language, static files, cookies.
@Configuration(proxyBeanMethods = false)
class WebWiring implements WebMvcConfigurer {
    private final ObjectProvider<MetricsApi> metrics;

    WebWiring(ObjectProvider<MetricsApi> metrics) {
        this.metrics = metrics;
    }

    static final String SESSION_COOKIE = "firebreak-session";
    private static final Duration STATIC_KEPT = Duration.ofHours(12);

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        LocaleChangeInterceptor language = new LocaleChangeInterceptor();
        language.setParamName("lang");
        language.setIgnoreInvalidLocale(true);
        registry.addInterceptor(metrics.getObject());
        registry.addInterceptor(language);
        registry.addInterceptor(new PermissionCheck());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(
                new HandlerMethodArgumentResolver() {
                    @Override
                    public boolean supportsParameter(MethodParameter parameter) {
                        return parameter.getParameterType() == Viewer.class;
                    }

                    @Override
                    public @Nullable Object resolveArgument(
                            MethodParameter parameter,
                            @Nullable ModelAndViewContainer container,
                            NativeWebRequest request,
                            @Nullable WebDataBinderFactory binder) {
                        return Viewers.present();
                    }
                });
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/style/**")
                .addResourceLocations("classpath:/firebreak/static/")
                .setCacheControl(CacheControl.maxAge(STATIC_KEPT));
        registry.addResourceHandler("/favicon.svg")
                .addResourceLocations("classpath:/firebreak/static/")
                .setCacheControl(CacheControl.maxAge(STATIC_KEPT));
    }

    /// The chosen language, else the browser's if it is German or English, else German.
    @Bean
    LocaleResolver localeResolver() {
        CookieLocaleResolver resolver =
                new CookieLocaleResolver("firebreak-language") {
                    @Override
                    protected @Nullable Locale parseLocaleValue(String value) {
                        return value.startsWith("en") ? Locale.ENGLISH : Locale.GERMAN;
                    }
                };
        resolver.setDefaultLocaleFunction(
                request ->
                        request.getHeader("Accept-Language") != null
                                        && "en".equals(request.getLocale().getLanguage())
                                ? Locale.ENGLISH
                                : Locale.GERMAN);
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
        resolver.setCookieMaxAge(Duration.ofDays(365));
        return resolver;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat(ServerSettings settings) {
        return factory ->
                factory.addConnectorCustomizers(
                        connector -> {
                            connector.setXpoweredBy(false);
                            connector.setProperty("relaxedQueryChars", "[]|");
                            connector.setMaxPostSize(4 << 20);
                        });
    }
}
